import { describe, expect, it } from 'vitest';
import { examine, presetDesign } from '../../src/lib/arch/design.ts';
import { join } from '../../src/lib/arch/net.ts';
import { storedShape } from '../../src/lib/arch/ops/stacked.ts';
import { moduleOf } from '../../src/lib/arch/ops.ts';
import { torchShape } from '../../src/lib/arch/torch-shape.ts';
import golden from './layers.json' with { type: 'json' };

type Row = readonly [
	path: string,
	type: string,
	shape: readonly number[],
	params: number,
	macs: number
];

const covered = Object.entries(golden).filter(([name]) => presetDesign(name));

describe.each(covered)('every layer of %s', (name, model) => {
	const design = presetDesign(name);
	const examined = design && examine(design);
	const layers = examined?.ok ? examined.network.layers : [];
	const rows = model.rows as readonly unknown[] as readonly Row[];

	it('has PyTorch’s path, module, output shape, params and MACs', () => {
		const byPath = new Map(layers.map((layer) => [layer.path, layer]));
		const ours = rows.map(([path]): Row | null => {
			const layer = byPath.get(path);
			if (!layer) return null;
			const { op, out, params, macs } = layer;
			return [path, moduleOf(op), torchShape(op, out), params, macs];
		});
		expect(ours).toEqual(rows);
	});

	it('is listed, or holds the parameters outside PyTorch’s leaf modules', () => {
		const listed = new Set(rows.map(([path]) => path));
		const others = layers.filter(({ path }) => !listed.has(path));
		const weights = others.flatMap(({ path, weights }) =>
			weights.map((weight) => [join(path, weight.name), storedShape(weight)] as const)
		);
		expect(Object.fromEntries(weights)).toEqual(model.parameters_outside_leaf_modules);
	});
});
