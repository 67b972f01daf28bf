import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Layer } from '../../../../src/lib/arch/infer.ts';
import { bridge } from '../../../../src/lib/count/conventions/bridge.ts';
import { countAs, type Convention } from '../../../../src/lib/count/conventions/convention.ts';
import { conventions } from '../../../../src/lib/count/conventions/conventions.ts';
import { conventionOf } from '../../../../src/lib/count/conventions/known.ts';
import { sumLayers } from '../../../../src/lib/count/totals.ts';
import { validDesign } from '../../../designs.ts';
import { networkOf, networkOfDesign } from '../../../networks.ts';
import { runs } from '../../../runs.ts';

// Small enough for twice the multiply-accumulates, and what stands beside them, to stay exact.
const random = validDesign({ depths: 6, depth: 6, input: 512 })
	.map(networkOfDesign)
	.filter(({ layers }) => sumLayers(layers).macs < 2 ** 50);

const named = (id: string): Convention => {
	const found = conventionOf(id);
	if (!found) throw new Error(`there is no convention ${id}`);
	return found;
};

const total = (id: string, layers: readonly Layer[], fusedAttention = false): number =>
	countAs(named(id), layers, { fusedAttention }).total;

const of = (layers: readonly Layer[], kind: Layer['op']['kind']) =>
	sumLayers(layers.filter(({ op }) => op.kind === kind)).macs;

const product = (shape: readonly number[]): number => shape.reduce((all, side) => all * side, 1);

/** Of products that broadcast over blocks and heads, what is seen by their first factor is once. */
function broadcast(layers: readonly Layer[]): number {
	const [first] = layers.filter(({ macs, op }) => op.kind === 'rotary' && macs > 0);
	if (first?.op.kind !== 'rotary') return 0;
	return of(layers, 'rotary') - first.macs / first.op.heads;
}

it('agrees between tools that share a rule, for any design', () => {
	fc.assert(
		fc.property(random, ({ layers }) => {
			const { macs, activations } = sumLayers(layers);
			expect(total('paper', layers)).toBe(macs);
			expect(total('torch', layers)).toBe(2 * total('paper', layers));
			expect(countAs(named('deepspeed'), layers).products).toBe(macs - broadcast(layers));
			expect(total('timm', layers)).toBe(total('fvcore', layers));
			const biases = countAs(named('ptflops-aten'), layers).terms.find(
				({ label }) => label === 'biases'
			);
			expect(total('ptflops-aten', layers)).toBe(macs + (biases?.amount ?? 0));
			// Activations leave out what Swin V2 computes as a function, for a bias in parts.
			const unseen = layers.flatMap(({ op, out }) =>
				op.kind === 'linear' && op.bias === 'queries and values' ? [product(out)] : []
			);
			const outputs = unseen.reduce((sum, count) => sum + count, activations);
			expect(biases?.amount ?? 0).toBeLessThanOrEqual(outputs);
		}),
		{ numRuns: runs(150) }
	);
});

it('takes away exactly attention’s products where a fused kernel hides them', () => {
	fc.assert(
		fc.property(random, ({ layers }) => {
			const global = layers.filter(({ op }) => op.kind === 'attention' && op.window === null);
			const hidden = of(global, 'attention') + of(layers, 'crossAttention');
			for (const id of ['fvcore', 'ptflops-aten'])
				expect(total(id, layers, false) - total(id, layers, true)).toBe(hidden);
			expect(total('torch', layers, false) - total('torch', layers, true)).toBe(2 * hidden);
			for (const id of ['paper', 'deepspeed', 'torchinfo', 'thop', 'ptflops-pytorch', 'timm'])
				expect(total(id, layers, true)).toBe(total(id, layers, false));
		}),
		{ numRuns: runs(100) }
	);
});

it('makes a total of its terms, and of its layers one by one', () => {
	// A layer alone does not know that it stands inside an attention module.
	const additive = conventions.filter(({ id }) => id !== 'ptflops-pytorch');
	fc.assert(
		fc.property(random, ({ layers }) => {
			for (const convention of conventions) {
				const { total, terms } = countAs(convention, layers);
				expect(terms.reduce((sum, { amount }) => sum + amount, 0)).toBe(total);
			}
			for (const convention of additive) {
				const alone = layers.map((layer) => countAs(convention, [layer]).total);
				expect(alone.reduce((sum, amount) => sum + amount, 0)).toBe(
					countAs(convention, layers).total
				);
			}
		}),
		{ numRuns: runs(50) }
	);
});

it('bridges any two tools exactly', () => {
	fc.assert(
		fc.property(
			random,
			fc.constantFrom(...conventions),
			fc.constantFrom(...conventions),
			fc.boolean(),
			({ layers }, from, to, fusedAttention) => {
				const options = { fusedAttention };
				const steps = bridge(from, to, layers, options);
				const gap = countAs(to, layers, options).total - countAs(from, layers, options).total;
				expect(steps.reduce((sum, { amount }) => sum + amount, 0)).toBe(gap);
			}
		),
		{ numRuns: runs(200) }
	);
});

it('explains 4.456, 4.469, 4.470 and 4.480 G for ConvNeXt-T', () => {
	const { layers } = networkOf('convnext_tiny');
	const from = named('paper');
	const steps = (id: string) =>
		Object.fromEntries(bridge(from, named(id), layers).map(({ label, amount }) => [label, amount]));
	expect(steps('ptflops-aten')).toEqual({ biases: 13_435_624 });
	expect(steps('fvcore')).toEqual({ norms: 14_868_480, pooling: 37_632 });
	expect(steps('ptflops-pytorch')).toEqual({
		biases: 13_435_624,
		activations: 8_580_096,
		'layer scale': 2_145_024,
		pooling: 75_264
	});
	expect(steps('torch')).toEqual({ 'two FLOPs for each MAC': 4_455_531_264 });
});

it('shows that ptflops loses the linear layers inside ViT’s attention', () => {
	const { layers } = networkOf('vit_small_patch16_224');
	const inside = layers.filter(({ path }) => /attn\.(qkv|proj)$/.test(path));
	const steps = bridge(named('ptflops-aten'), named('ptflops-pytorch'), layers);
	const lost = steps.find(({ label }) => label === 'attention projections');
	expect(lost?.amount).toBe(-sumLayers(inside).macs);
});

it('names every convention once and cites where its rule was read', () => {
	expect(new Set(conventions.map(({ id }) => id)).size).toBe(conventions.length);
	for (const { source, summary, notes } of conventions) {
		expect(source).toMatch(/^https:\/\//);
		expect(summary.length).toBeGreaterThan(20);
		expect(notes.length).toBeGreaterThan(0);
	}
});
