import { bisector, max } from 'd3';
import {
	valuesBy,
	type TrackMetric,
	type Layout,
	type Level,
	type Span,
	type Values
} from './boxes.ts';
import { costStep, type Ink } from '../palette.ts';
import { linear, logarithmic } from '../scale.ts';
import type { Kind } from '../../arch/ops.ts';

/** Where the axis lies on the page: slot x is drawn at `x * scale + shift` pixels. */
export type Viewport = Readonly<{ scale: number; shift: number }>;

/** How boxes are coloured: by kind of operation, or by what they cost. */
export type Colour = 'kind' | TrackMetric;

/** The largest value at each level: what bars are drawn against. */
export type Maxima = Readonly<Record<Level, Values>>;

/** All that drawing needs to know. */
export type DrawingFrame = Readonly<{
	layout: Layout;
	view: Viewport;
	/** Width of the axis on the page, px. */
	width: number;
	level: Level;
	colour: Colour;
	maxima: Maxima;
}>;

/** Layers are told apart from this many pixels to a slot, blocks from this many to a block. */
const LAYER_SLOT = 3.6;
const PART_WIDTH = 6;

/** The level that can be read at a zoom. */
export function levelAt({ layers, parts, length }: Layout, scale: number): Level {
	if (layers.length === 0) return 'section';
	if (scale >= LAYER_SLOT) return 'layer';
	return (length * scale) / parts.length >= PART_WIDTH ? 'part' : 'section';
}

const largest = (values: readonly Values[]): Values =>
	valuesBy((metric) => max(values, (value) => value[metric]) ?? 0);

/** The scale of each level's bars, the ghost's included so that both stand on one scale. */
export function maximaOf({ layers, parts, sections, ghosts }: Layout): Maxima {
	return {
		layer: largest(
			[...layers, ...ghosts.flatMap((ghost) => ghost.layers)].map(({ values }) => values)
		),
		part: largest([...parts, ...ghosts].map(({ values }) => values)),
		section: largest(sections.flatMap(({ values, ghostValues }) => [values, ghostValues ?? values]))
	};
}

/** Left and right edge of a box on the page, rounded to what a screen can show. */
export const pixels = ({ x0, x1 }: Span, { scale, shift }: Viewport): readonly [number, number] => [
	round(x0 * scale + shift),
	round(x1 * scale + shift)
];

/** The same where the picture begins at `left` of the window. */
export function columnIn(span: Span, view: Viewport, left: number): readonly [number, number] {
	const [from, to] = pixels(span, view);
	return [left + from, left + to];
}

export const round = (value: number): number => Math.round(value * 10) / 10;

const byEnd = bisector((box: Span) => box.x1);
const byStart = bisector((box: Span) => box.x0);

/** The boxes that the page shows; boxes are in order along the axis. */
export function visible<B extends Span>(
	boxes: readonly B[],
	{ view, width }: Pick<DrawingFrame, 'view' | 'width'>
): readonly B[] {
	const from = -view.shift / view.scale;
	const to = (width - view.shift) / view.scale;
	return boxes.slice(byEnd.left(boxes, from), byStart.right(boxes, to));
}

/** Half the drawn height of a map of some side, in a band of this half-height: equal steps for halvings. */
export function heights(side: number, half: number): (side: number) => number {
	return logarithmic([1, Math.max(2, side)], [half * 0.16, half]);
}

const toneOf = logarithmic([16, 4096], [0.1, 0.5]);

/** How strong the fill of a box with this many channels is, 0 to 1. */
export const tone = (channels: number): number => Math.min(0.5, Math.max(0.1, toneOf(channels)));

/** Bar heights for values up to the largest; what is not zero stays visible. */
export function barScale(largestValue: number, height: number): (value: number) => number {
	const scale = linear([0, largestValue || 1], [0, height]);
	return (value) => (value > 0 ? Math.max(0.75, round(scale(value))) : 0);
}

/** The ink of a box under a colouring. */
export function inkOf(frame: DrawingFrame, level: Level, kind: Kind, values: Values): Ink {
	if (frame.colour === 'kind') return kind;
	return costStep(values[frame.colour] / (frame.maxima[level][frame.colour] || 1));
}

/** Paths with one colour each. */
export type Inked = Readonly<{ ink: Ink; d: string }>;

/** Gathers rectangles and outlines into one path per ink: a few elements however many boxes. */
export function inkwell(): { add(ink: Ink, d: string): void; paths(): readonly Inked[] } {
	const byInk = new Map<Ink, string>();
	return {
		add: (ink, d) => byInk.set(ink, (byInk.get(ink) ?? '') + d),
		paths: () => [...byInk].map(([ink, d]) => ({ ink, d }))
	};
}
