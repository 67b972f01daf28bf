import { brush, select, type D3BrushEvent } from 'd3';
import { plotArea, type Area, type ChartFrame } from './frame.ts';

export type Brush = Readonly<{
	/** Tells how large the plot is now. */
	resize(frame: ChartFrame): void;
	/** Shows a rectangle, or none, without telling anybody. */
	show(area: Area | null): void;
	destroy(): void;
}>;

/** The only place that knows d3-brush: gestures in, rectangles out. */
export function createBrush(element: SVGGElement, onarea: (area: Area | null) => void): Brush {
	const target = select<SVGGElement, unknown>(element);
	const behaviour = brush<unknown>()
		.keyModifiers(false)
		.on('brush end', ({ selection, sourceEvent }: D3BrushEvent<unknown>) => {
			// What the page itself has shown needs no telling.
			if (!sourceEvent) return;
			if (!selection) return onarea(null);
			const [[x0, y0], [x1, y1]] = selection as [[number, number], [number, number]];
			onarea({ x0, y0, x1, y1 });
		});

	return {
		resize(frame) {
			const { x0, y0, x1, y1 } = plotArea(frame);
			behaviour.extent([
				[x0, y0],
				[x1, y1]
			]);
			target.call(behaviour);
		},
		show(area) {
			behaviour.move(
				target,
				area && [
					[area.x0, area.y0],
					[area.x1, area.y1]
				]
			);
		},
		destroy() {
			target.on('.brush', null);
		}
	};
}
