import type { Layer } from '../../arch/infer.ts';
import { kindOf } from '../../arch/ops.ts';
import { isPointwise } from '../../arch/ops/matrix.ts';
import { partsAt } from './views.ts';
import { isBeside, sectionsOf, type Part } from '../structure.ts';

/** Parts of a network that a sentence can point at. */
export const TARGETS = [
	'stem',
	'stage1',
	'stage2',
	'stage3',
	'stage4',
	'head',
	'block',
	'spatial',
	'pointwise',
	'norm',
	'activation',
	'shortcut',
	'downsample'
] as const;
export type Target = (typeof TARGETS)[number];

/** The stage that stands for all: in the middle of the network, with the most blocks. */
export const TYPICAL_STAGE = 3;

/** The id of what a sentence points at, in this network; `null` where it has no such part. */
export function targetId(layers: readonly Layer[], target: Target): string | null {
	if (target === 'stem' || target === 'head' || target.startsWith('stage')) {
		const section = sectionsOf(layers).find(
			({ role, ordinal }) => target === role || target === `stage${ordinal}`
		);
		return section?.id ?? null;
	}
	const [block] = partsAt(layers, 'block', TYPICAL_STAGE);
	if (!block) return null;
	if (target === 'block') return block.id;
	const entry = partsAt(layers, 'entry', TYPICAL_STAGE);
	if (target === 'downsample') return entry.length > 1 ? (entry[0]?.id ?? null) : null;
	if (target === 'shortcut') return projectionOf(layers, entry.at(-1));
	const body = layersIn(layers, block).filter((layer) => !isBeside(layer));
	return body.find((layer) => is(layer, target))?.path ?? null;
}

const layersIn = (layers: readonly Layer[], { first, end }: Part): readonly Layer[] =>
	layers.slice(first, end);

const projectionOf = (layers: readonly Layer[], part: Part | undefined): string | null =>
	part ? (layersIn(layers, part).find(isBeside)?.path ?? null) : null;

function is({ op, in: x }: Layer, target: Target): boolean {
	const spatial = op.kind === 'conv' && !isPointwise(op.kernel);
	return target === 'spatial' ? spatial : kindOf(op, x) === target;
}
