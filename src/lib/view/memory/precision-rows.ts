import type { Network } from '../../arch/design.ts';
import { elements, labelOf } from '../../arch/ops.ts';
import { BYTES, PRECISIONS, weightBytes, type Precision } from '../../count/memory.ts';
import { selectionOf } from '../../draw/network/selection.ts';
import { printCells } from '../../export/csv.ts';
import { bytes, exact, percent, shapeText } from '../../kit/format.ts';
import { tensorsAt, type Alive, type Role } from './peak-tensors.ts';

/** Bytes, as text and as a bar. */
type Amount = Readonly<{ value: number; text: string; exactText: string; width: string }>;

/** What a network takes in one precision. */
export type PrecisionRow = Readonly<{
	precision: Precision;
	weights: Amount;
	peak: Amount;
	sum: Amount;
}>;

/** Weights and peak by precision; the largest sum fills the bars' column. */
export function precisionRows(
	{ layers }: Network,
	{ peak }: Alive,
	batch: number
): readonly PrecisionRow[] {
	const most = weightBytes(layers) + peak * batch * BYTES.fp32 || 1;
	const amount = (value: number): Amount => ({
		value,
		text: bytes(value),
		exactText: `${exact(value)} B`,
		width: `${(100 * value) / most}%`
	});
	return PRECISIONS.map((precision) => {
		const weights = weightBytes(layers, precision);
		const activations = peak * batch * BYTES[precision];
		return {
			precision,
			weights: amount(weights),
			peak: amount(activations),
			sum: amount(weights + activations)
		};
	});
}

/** What each precision takes, in full. */
export const precisionsTable = (rows: readonly PrecisionRow[], separator: ',' | '\t'): string =>
	printCells(
		[
			['precision', 'weights_bytes', 'peak_activations_bytes', 'sum_bytes'],
			...rows.map(({ precision, weights, peak, sum }) => [
				precision,
				weights.value,
				peak.value,
				sum.value
			])
		],
		separator
	);

/** What is alive while a layer works, in words and as a sum. */
export type AliveWords = Readonly<{
	path: string;
	/** "GELU, stage 1, block 1". */
	what: string;
	tensors: readonly Readonly<{
		role: Role;
		name: string;
		from: string;
		shape: string;
		text: string;
	}>[];
	/** The sum over the batch with the numbers in it, and what it comes to. */
	formula: string;
	total: string;
	totalText: string;
	/** How it stands to the peak. */
	place: string;
}>;

const NAMES: Readonly<Record<Role, string>> = {
	kept: 'kept for the residual',
	in: 'in',
	out: 'out'
};

function placeOf(live: number, peak: number, steps: Alive['steps']): string {
	if (live < peak) return `${percent(live / peak)} of the peak`;
	const others = steps.filter((step) => step.live === peak).length - 1;
	if (others === 0) return 'the peak';
	return `the peak, which ${others === 1 ? '1 more layer reaches' : `${others} more layers reach`}`;
}

export function aliveWords(
	network: Network,
	{ steps, peak }: Alive,
	step: number,
	{ batch, precision }: Readonly<{ batch: number; precision: Precision }>
): AliveWords | null {
	const [layer, moment] = [network.layers[step], steps[step]];
	if (!layer || !moment) return null;
	const tensors = tensorsAt(network, step);
	const each = batch * BYTES[precision];
	const sum = tensors.map(({ shape }) => shapeText(shape)).join(' + ');
	return {
		path: layer.path,
		what: `${labelOf(layer.op, layer.in)}, ${selectionOf(network.layers, layer.path)?.place ?? ''}`,
		tensors: tensors.map(({ role, from, shape }) => ({
			role,
			name: NAMES[role],
			from,
			shape: shapeText(shape),
			text: bytes(elements(shape) * each)
		})),
		formula: `(${sum}) × ${batch === 1 ? '1 image' : `${batch} images`} × ${BYTES[precision]} B`,
		total: `${exact(moment.live * each)} B`,
		totalText: bytes(moment.live * each),
		place: placeOf(moment.live, peak, steps)
	};
}
