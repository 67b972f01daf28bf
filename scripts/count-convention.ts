import { inputSize, type Design, type Network } from '../src/lib/arch/design.ts';
import { countAs, type Convention } from '../src/lib/count/conventions/convention.ts';
import { conventionOf, conventions } from '../src/lib/count/conventions/conventions.ts';
import { fvcoreActivations } from '../src/lib/count/conventions/fvcore.ts';
import { sumLayers } from '../src/lib/count/totals.ts';
import { exact } from '../src/lib/ui/format.ts';
import { UsageError } from './design-arguments.ts';
import { textTable } from './text-table.ts';

export const CONVENTION_IDS = conventions.map(({ id }) => id);

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

export function printConvention(
	convention: Convention,
	design: Design,
	network: Network,
	fusedAttention: boolean
): void {
	const { label, summary, notes } = convention;
	const { total, unit, params, terms } = conventionMetrics(convention, network, fusedAttention);
	const own = sumLayers(network.layers);
	const side = inputSize(design);
	console.log(`${design.preset}, one image of ${side} × ${side}, as ${label} counts it`);
	console.log(`${summary}\n`);
	const rows = terms.map((term) => [term.label, exact(term.amount)]);
	console.log(textTable(['counted', unit], [...rows, ['total', exact(total)]]));
	const lost = params === own.params ? '' : ` of ${exact(own.params)}`;
	console.log(`\n${exact(params)}${lost} parameters`);
	for (const { text, source } of notes) console.log(`- ${text}${source ? ` (${source})` : ''}`);
}
