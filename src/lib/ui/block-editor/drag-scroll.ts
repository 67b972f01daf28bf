import { edgeScroll } from '../../view/block-editor/edge-scroll.ts';

/** What scrolls an element up and down. */
function scrollerOf(element: HTMLElement): Element {
	for (let at = element.parentElement; at; at = at.parentElement) {
		const scrolls = /auto|scroll/.test(getComputedStyle(at).overflowY);
		if (scrolls && at.scrollHeight > at.clientHeight) return at;
	}
	return document.scrollingElement ?? document.documentElement;
}

/** Follows a pointer that drags, until it is told to end. */
export type DragScroll = Readonly<{ to: (x: number, y: number) => void; end: () => void }>;

/**
 * Scrolls a diagram under a pointer that drags near an edge of what is seen of it.
 *
 * @param frame scrolls sideways itself
 * @param cover what lies over the lower end of what is seen, if anything does
 * @param onscroll called with where the pointer is after every step: what is under it has changed
 */
export function scrollWhileDragging(
	frame: HTMLElement,
	cover: Element | null,
	onscroll: (x: number, y: number) => void
): DragScroll {
	const scroller = scrollerOf(frame);
	let pointer: Readonly<{ x: number; y: number }> | null = null;

	function step() {
		if (pointer) {
			const own = frame.getBoundingClientRect();
			const isPage = scroller === document.scrollingElement;
			const pane = isPage
				? new DOMRect(0, 0, innerWidth, innerHeight)
				: scroller.getBoundingClientRect();
			const end = Math.min(
				pane.bottom,
				innerHeight,
				cover?.getBoundingClientRect().top ?? Infinity
			);
			const [before, beside] = [scroller.scrollTop, frame.scrollLeft];
			const start = Math.max(pane.top, 0);
			const by = edgeScroll(pointer.y, start, end);
			// There is nothing to see beyond the diagram.
			if (by > 0 ? own.bottom > end : own.top < start) scroller.scrollTop += by;
			frame.scrollLeft += edgeScroll(pointer.x, own.left, own.right);
			if (scroller.scrollTop !== before || frame.scrollLeft !== beside)
				onscroll(pointer.x, pointer.y);
		}
		next = requestAnimationFrame(step);
	}
	let next = requestAnimationFrame(step);

	return {
		to: (x, y) => (pointer = { x, y }),
		end: () => cancelAnimationFrame(next)
	};
}
