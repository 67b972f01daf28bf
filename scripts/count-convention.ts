import { inputShape, type Design, type Network } from '../src/lib/arch/design.ts';
import { labelOf } from '../src/lib/arch/ops.ts';
import {
	countAs,
	countLayersAs,
	type Convention
} from '../src/lib/count/conventions/convention.ts';
import { conventions } from '../src/lib/count/conventions/conventions.ts';
import { conventionOf } from '../src/lib/count/conventions/known.ts';
import { fvcoreActivations } from '../src/lib/count/conventions/fvcore.ts';
import { sumLayers } from '../src/lib/count/totals.ts';
import { exact, shapeText } from '../src/lib/kit/format.ts';
import { UsageError } from './run-command.ts';
import { textTable } from './text-table.ts';

const CONVENTION_IDS = conventions.map(({ id }) => id);

/** @throws UsageError that names the permitted conventions */
export function readConvention(id: string): Convention {
	const convention = conventionOf(id);
	if (convention) return convention;
	throw new UsageError(`--convention ${id}: permitted are ${CONVENTION_IDS.join(', ')}`);
}

/** What a tool prints, for JSON; `params` and `activations` as that tool has them. */
export function conventionMetrics(
	convention: Convention,
	{ layers }: Network,
	fusedAttention: boolean
) {
	const options = { fusedAttention };
	const { total, unit, params, terms, operators } = countAs(convention, layers, options);
	return {
		convention: convention.id,
		fused_attention: fusedAttention,
		total,
		unit,
		params,
		...(convention.id === 'fvcore' ? { activations: fvcoreActivations(layers, options) } : {}),
		...(convention.id === 'timm' ? { activations: fvcoreActivations(layers) } : {}),
		terms,
		...(Object.keys(operators).length > 0 ? { by: operators } : {})
	};
}

/** What a tool counts for each layer, in its own unit, in order of computation; they add up to its total. */
export const conventionLayers = (
	convention: Convention,
	{ layers }: Network,
	fusedAttention: boolean
): readonly number[] => countLayersAs(convention, layers, { fusedAttention });

function layersTable(
	convention: Convention,
	network: Network,
	unit: string,
	fusedAttention: boolean
): string {
	const counts = conventionLayers(convention, network, fusedAttention);
	const rows = network.layers.map((layer, i) => [
		layer.path,
		labelOf(layer.op, layer.in),
		shapeText(layer.out),
		exact(counts[i] ?? 0)
	]);
	return textTable(['layer', 'operation', 'output', unit], rows, [0, 1]);
}

/** @param asked whether attention is fused, and whether every layer gets a line */
export function printConvention(
	convention: Convention,
	design: Design,
	network: Network,
	asked: Readonly<{ layers: boolean; 'fused-attention': boolean }>
): void {
	const fusedAttention = asked['fused-attention'];
	const { label, summary, notes } = convention;
	const { total, unit, params, terms } = conventionMetrics(convention, network, fusedAttention);
	const own = sumLayers(network.layers);
	const [height, width] = inputShape(design);
	console.log(`${design.preset}, one image of ${height} × ${width}, as ${label} counts it`);
	console.log(`${summary}\n`);
	if (asked.layers) console.log(`${layersTable(convention, network, unit, fusedAttention)}\n`);
	const rows = terms.map((term) => [term.label, exact(term.amount)]);
	console.log(textTable(['counted', unit], [...rows, ['total', exact(total)]]));
	const lost = params === own.params ? '' : ` of ${exact(own.params)}`;
	console.log(`\n${exact(params)}${lost} parameters`);
	for (const { text, source } of notes) console.log(`- ${text}${source ? ` (${source})` : ''}`);
}
