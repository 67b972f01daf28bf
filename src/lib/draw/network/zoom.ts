import { easeCubicOut, select, zoom, zoomIdentity, zoomTransform, type D3ZoomEvent } from 'd3';
import type { Viewport } from './viewport.ts';
import type { Span } from './boxes.ts';

/** The axis on the page: `fitted` views follow the axis when it grows or the page is resized. */
export type Axis = Readonly<{ width: number; length: number }>;

export type Zoom = Readonly<{
	/** Tells how wide the page and how long the axis is now. */
	resize(axis: Axis): void;
	fit(): void;
	by(factor: number): void;
	/** Zooms so that a stretch of the axis fills the page. */
	show(span: Span): void;
	/** Goes where another picture of the same axis went; a view of null fits the page. */
	follow(view: Viewport | null): void;
	/** Moves just as far as it takes to bring a box into view, and nearer when it is too small. */
	reveal(span: Span): void;
	destroy(): void;
}>;

type Options = Readonly<{
	onview(view: Viewport, fitted: boolean): void;
	/** Milliseconds that a step takes; 0 for people who asked for less motion. */
	duration(): number;
}>;

/** The nearest a zoom goes: pixels to a slot. */
const NEAREST = 220;
/** A wheel gesture that began outside the picture scrolls the page on, this long after its last step. */
const PASSING = 250;

/** The only place that knows d3-zoom: gestures in, views of the axis out. */
export function createZoom(element: HTMLElement, { onview, duration }: Options): Zoom {
	let axis: Axis = { width: 1, length: 1 };
	let fitted = true;
	let passing = -Infinity;
	const target = select<HTMLElement, unknown>(element);
	const fitScale = () => axis.width / (axis.length || 1);
	const current = () => zoomTransform(element);

	const behaviour = zoom<HTMLElement, unknown>()
		.filter(accepts)
		.clickDistance(4)
		.wheelDelta(
			(event) => -event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.002) * (event.ctrlKey ? 5 : 1)
		)
		.on('zoom', ({ transform }: D3ZoomEvent<HTMLElement, unknown>) => {
			fitted = transform.k <= fitScale() * 1.001;
			onview({ scale: transform.k, shift: transform.x }, fitted);
		});

	function accepts(event: WheelEvent | MouseEvent | TouchEvent): boolean {
		if ('touches' in event) return event.touches.length > 1;
		if (!(event instanceof WheelEvent)) return event.button === 0;
		const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
		if (sideways) return false;
		if (event.ctrlKey || event.metaKey) return true;
		const now = performance.now();
		if (now - passing < PASSING) {
			passing = now;
			return false;
		}
		// At either end of the zoom the wheel is the page's again.
		const { k } = current();
		const spent = event.deltaY > 0 ? k <= fitScale() * 1.001 : k >= NEAREST * 0.999;
		if (spent) passing = now;
		return !spent;
	}

	/** Notices wheel gestures that begin elsewhere on the page. */
	function elsewhere(event: WheelEvent): void {
		if (event.target instanceof Node && !element.contains(event.target))
			passing = performance.now();
	}

	function pan(event: WheelEvent): void {
		const delta = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
		const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
		if (!sideways || fitted) return;
		event.preventDefault();
		behaviour.translateBy(target, -delta / current().k, 0);
	}

	// One finger: the browser scrolls the page up and down (touch-action: pan-y), we move sideways.
	let finger: { id: number; x: number } | null = null;
	function down(event: PointerEvent): void {
		if (event.pointerType !== 'touch') return;
		finger = finger === null ? { id: event.pointerId, x: event.clientX } : null;
	}
	function drag(event: PointerEvent): void {
		if (finger?.id !== event.pointerId) return;
		behaviour.translateBy(target, (event.clientX - finger.x) / current().k, 0);
		finger = { id: event.pointerId, x: event.clientX };
	}
	function lift(event: PointerEvent): void {
		if (finger?.id === event.pointerId) finger = null;
	}

	function go(scale: number, shift: number): void {
		const transform = zoomIdentity.translate(shift, 0).scale(scale);
		const milliseconds = duration();
		if (milliseconds === 0) behaviour.transform(target, transform);
		else
			target
				.transition()
				.duration(milliseconds)
				.ease(easeCubicOut)
				.call(behaviour.transform, transform);
	}

	function show({ x0, x1 }: Span): void {
		const room = axis.width * 0.03;
		const wanted = (axis.width - 2 * room) / (x1 - x0 || 1);
		const scale = Math.max(fitScale(), Math.min(NEAREST, wanted));
		const shift = axis.width / 2 - ((x0 + x1) / 2) * scale;
		go(scale, Math.min(0, Math.max(axis.width - axis.length * scale, shift)));
	}

	target.call(behaviour).on('dblclick.zoom', null);
	element.addEventListener('wheel', pan, { passive: false });
	window.addEventListener('wheel', elsewhere, { passive: true, capture: true });
	element.addEventListener('pointerdown', down);
	element.addEventListener('pointermove', drag);
	element.addEventListener('pointerup', lift);
	element.addEventListener('pointercancel', lift);

	return {
		resize(next) {
			axis = next;
			behaviour
				.extent([
					[0, 0],
					[axis.width, 1]
				])
				.translateExtent([
					[0, 0],
					[axis.length, 1]
				])
				.scaleExtent([fitScale(), Math.max(NEAREST, fitScale())]);
			const { k, x } = current();
			if (fitted || k < fitScale()) behaviour.transform(target, zoomIdentity.scale(fitScale()));
			else {
				const shift = Math.min(0, Math.max(axis.width - axis.length * k, x));
				behaviour.transform(target, zoomIdentity.translate(shift, 0).scale(k));
			}
		},
		follow(view) {
			const { scale, shift } = view ?? { scale: fitScale(), shift: 0 };
			const { k, x } = current();
			if ((view === null && fitted) || (k === scale && x === shift)) return;
			behaviour.transform(target.interrupt(), zoomIdentity.translate(shift, 0).scale(scale));
		},
		fit: () => go(fitScale(), 0),
		by(factor) {
			const { k, x } = current();
			const scale = Math.max(fitScale(), Math.min(NEAREST, k * factor));
			const middle = (axis.width / 2 - x) / k;
			const shift = axis.width / 2 - middle * scale;
			go(scale, Math.min(0, Math.max(axis.width - axis.length * scale, shift)));
		},
		show,
		reveal(span) {
			const { k, x } = current();
			const [left, right] = [span.x0 * k + x, span.x1 * k + x];
			const width = right - left;
			if (width < 6) {
				const around = (span.x1 - span.x0) * 40;
				show({ x0: span.x0 - around, x1: span.x1 + around });
				return;
			}
			if (left >= 0 && right <= axis.width) return;
			const shift = width > axis.width || left < 0 ? x - left + 12 : x + axis.width - right - 12;
			go(k, Math.min(0, Math.max(axis.width - axis.length * k, shift)));
		},
		destroy() {
			target.interrupt().on('.zoom', null);
			element.removeEventListener('wheel', pan);
			window.removeEventListener('wheel', elsewhere, { capture: true });
			element.removeEventListener('pointerdown', down);
			element.removeEventListener('pointermove', drag);
			element.removeEventListener('pointerup', lift);
			element.removeEventListener('pointercancel', lift);
		}
	};
}
