import type { Layer } from '../../arch/infer.ts';
import type { LayerOp, OpKind } from '../../arch/net.ts';

/** What a tool counts something as. Those in `PRODUCTS` are multiply-accumulates. */
export type CountLabel =
	| 'convolutions'
	| 'linear layers'
	| 'attention projections'
	| 'attention products'
	| 'biases'
	| 'norms'
	| 'activations'
	| 'pooling'
	| 'softmax'
	| 'query scaling'
	| 'layer scale';

export const PRODUCTS: ReadonlySet<CountLabel> = new Set<CountLabel>([
	'convolutions',
	'linear layers',
	'attention projections',
	'attention products'
]);

export type Options = Readonly<{
	/**
	 * Whether attention over all tokens runs as one fused kernel (PyTorch's default) or as explicit
	 * products. timm keeps window attention explicit unless its experimental switch is on.
	 */
	fusedAttention: boolean;
}>;

/** What a tool adds for one layer: so many operations under a label, and the name it prints, if it does. */
export type Amount = Readonly<{ label: CountLabel; count: number; operator?: string }>;

export type LayerOf<K extends OpKind> = Layer & Readonly<{ op: LayerOp<K> }>;

export type Context = Options &
	Readonly<{
		/** Whether a layer is part of timm's `Attention` module (that over all tokens). */
		insideAttention(layer: Layer): boolean;
	}>;

/** What a tool counts for one kind of operation. */
export type CountingRule<K extends OpKind> = (
	layer: LayerOf<K>,
	context: Context
) => readonly Amount[];
/** Operations that the tool counts nothing for have no row. */
export type Rules = { readonly [K in OpKind]?: CountingRule<K> };

/** What a tool is known to miss or miscount, with its issue or source where there is one. */
export type Note = Readonly<{ text: string; source?: string }>;

export type Unit = 'MACs' | 'FLOPs' | 'mult-adds';

/** How one tool counts. */
export type Convention = Readonly<{
	id: string;
	label: string;
	/** What the tool's count is, whatever the tool itself calls it. */
	unit: Unit;
	/** What the tool adds for one multiply-accumulate. */
	perMac: 1 | 2;
	/** Where the rule was read. */
	source: string;
	/** The rule in a sentence. */
	summary: string;
	notes: readonly Note[];
	rules: Rules;
	/** Parameters that the tool reports for a layer; all of them where this is left out. */
	params?: (layer: Layer) => number;
}>;

export type Contribution = Readonly<{ label: CountLabel; amount: number }>;

/** What a tool prints for a network, for one image. All are exact integers. */
export type Count = Readonly<{
	total: number;
	unit: Unit;
	/** Those among it that are multiply-accumulates, each once, MACs. */
	products: number;
	params: number;
	/** What the total is made of, in the tool's unit; only what is not 0. */
	terms: readonly Contribution[];
	/** The same by the operators that the tool itself prints; empty where it prints none. */
	operators: Readonly<Record<string, number>>;
}>;

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('.')));

/** Paths of attention layers, and whether each is over all tokens. */
function attentionsOf(layers: readonly Layer[]): ReadonlyMap<string, boolean> {
	const attentions = new Map<string, boolean>();
	for (const { op, path } of layers)
		if (op.kind === 'attention') attentions.set(path, op.window === null && !op.module);
	return attentions;
}

const contextOf = (attentions: ReadonlyMap<string, boolean>, options: Options): Context => ({
	...options,
	insideAttention: ({ path }) => attentions.get(parentOf(path)) === true
});

/** What the tool adds for each layer, in the tool's unit; they add up to `countAs`'s total. */
export function countLayersAs(
	{ rules, perMac }: Convention,
	layers: readonly Layer[],
	options: Options = { fusedAttention: false }
): readonly number[] {
	const context = contextOf(attentionsOf(layers), options);
	return layers.map((layer) =>
		amountsOf(rules, layer, context).reduce(
			(sum, { label, count }) => sum + (PRODUCTS.has(label) ? perMac * count : count),
			0
		)
	);
}

/** Counts a network as the tool does. */
export function countAs(
	{ rules, perMac, unit, params }: Convention,
	layers: readonly Layer[],
	options: Options = { fusedAttention: false }
): Count {
	const attentions = attentionsOf(layers);
	const context = contextOf(attentions, options);

	const terms = new Map<CountLabel, number>();
	const operators: Record<string, number> = {};
	let [total, products, parameters] = [0, 0, 0];
	for (const layer of layers) {
		parameters += params ? params(layer) : layer.params;
		for (const { label, count, operator } of amountsOf(rules, layer, context)) {
			if (count === 0) continue;
			const isProduct = PRODUCTS.has(label);
			const amount = isProduct ? perMac * count : count;
			const place =
				label === 'linear layers' && attentions.has(parentOf(layer.path))
					? 'attention projections'
					: label;
			total += amount;
			if (isProduct) products += count;
			terms.set(place, (terms.get(place) ?? 0) + amount);
			if (operator !== undefined) operators[operator] = (operators[operator] ?? 0) + amount;
		}
	}
	const list = [...terms].map(([label, amount]) => ({ label, amount }));
	return { total, unit, products, params: parameters, terms: list, operators };
}

function amountsOf<K extends OpKind>(
	rules: Rules,
	layer: LayerOf<K>,
	context: Context
): readonly Amount[] {
	const rule: CountingRule<K> | undefined = rules[layer.op.kind as K];
	return rule?.(layer, context) ?? [];
}
