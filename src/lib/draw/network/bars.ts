import { sum } from 'd3';
import { KINDS } from '../../arch/ops.ts';
import type { Behind, LayerBox, Level, PartBox, SectionBox, Span } from './boxes.ts';
import {
	barScale,
	inkOf,
	inkwell,
	pixels,
	round,
	visible,
	type DrawingFrame,
	type Inked
} from './viewport.ts';
import type { Track } from './tracks.ts';

const rectangle = (left: number, right: number, base: number, height: number): string =>
	`M${left},${round(base)}V${round(base - height)}H${right}V${round(base)}Z`;

/** Edges of a bar: it leaves a hairline of air to its neighbours. */
export function barEdges(box: Span, frame: DrawingFrame): readonly [number, number] {
	const [left, right] = pixels(box, frame.view);
	const air = Math.min(1.5, (right - left) * 0.14);
	return [round(left + air), round(right - air)];
}

/** The layer boxes of a box, with how often each counts. */
function within(
	frame: DrawingFrame,
	level: Level,
	box: PartBox | SectionBox
): [LayerBox, number][] {
	const { layers, parts } = frame.layout;
	if (level === 'part') return layers.slice(box.first, box.end).map((layer) => [layer, 1]);
	return parts
		.slice(box.first, box.end)
		.flatMap((part) =>
			layers
				.slice(part.first, part.end)
				.map((layer): [LayerBox, number] => [layer, part.blocks.length])
		);
}

/** The bars of one track, one path per ink: per layer near, summed per block or section far out. */
export function bars(frame: DrawingFrame, { metric, base, bars: top }: Track): readonly Inked[] {
	const { layout, level, maxima } = frame;
	const height = barScale(maxima[level][metric], base - top);
	const { add, paths } = inkwell();
	if (level === 'layer') {
		for (const box of visible(layout.layers, frame)) {
			const value = box.values[metric];
			if (value === 0) continue;
			const [left, right] = barEdges(box, frame);
			add(inkOf(frame, level, box.kind, box.values), rectangle(left, right, base, height(value)));
		}
		return paths();
	}
	const boxes = level === 'part' ? layout.parts : layout.sections;
	for (const box of visible<PartBox | SectionBox>(boxes, frame)) {
		const [left, right] = barEdges(box, frame);
		if (frame.colour !== 'kind') {
			add(
				inkOf(frame, level, 'add', box.values),
				rectangle(left, right, base, height(box.values[metric]))
			);
			continue;
		}
		const inside = within(frame, level, box);
		let foot = base;
		for (const kind of KINDS) {
			const value = sum(inside, ([layer, times]) =>
				layer.kind === kind ? layer.values[metric] * times : 0
			);
			if (value === 0) continue;
			add(kind, rectangle(left, right, foot, height(value)));
			foot -= height(value);
		}
	}
	return paths();
}

/** What stands behind at a level. */
function behind({ layout, level }: DrawingFrame): readonly (Span & Behind)[] {
	if (level === 'section')
		return layout.sections.flatMap(({ x0, x1, values, ghostValues }) =>
			ghostValues ? [{ x0, x1, values: ghostValues, front: values }] : []
		);
	return level === 'part' ? layout.ghosts : layout.ghosts.flatMap(({ layers }) => layers);
}

/** The ghost's bars, open at the foot, where they differ from those in front. */
export function ghostBars(frame: DrawingFrame, { metric, base, bars: top }: Track): string {
	const height = barScale(frame.maxima[frame.level][metric], base - top);
	let d = '';
	for (const box of visible(behind(frame), frame)) {
		const value = box.values[metric];
		if (value === 0 || value === box.front?.[metric]) continue;
		const [left, right] = barEdges(box, frame);
		d += `M${left},${base}V${round(base - height(value))}H${right}V${base}`;
	}
	return d;
}
