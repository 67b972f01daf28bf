import fc from 'fast-check';
import { expect, test } from 'vitest';
import { examine } from '../../../src/lib/arch/design.ts';
import { countAs as countNetworkAs } from '../../../src/lib/count/conventions/convention.ts';
import { conventions as appConventions } from '../../../src/lib/count/conventions/conventions.ts';
import { sumLayers } from '../../../src/lib/count/totals.ts';
import { DesignError } from '../../../src/lib/library/design.ts';
import {
	change,
	conventions,
	count,
	countAs,
	design,
	fields,
	presets,
	toLink,
	toOnnx,
	tree
} from '../../../src/lib/library/library.ts';
import { asItComes, printLink } from '../../../src/lib/share/link.ts';
import { validDesign } from '../../designs.ts';
import { readMessage } from '../../onnx-reader.ts';
import { runs } from '../../runs.ts';

const linkOf = (app: Parameters<typeof printLink>[0]['design']) =>
	printLink({ ...asItComes, design: app });

/** The problems that a call throws. */
function problemsOf(call: () => unknown) {
	try {
		call();
	} catch (error) {
		if (error instanceof DesignError) return error.problems;
		throw error;
	}
	return [];
}

test('any design of the site is the same design, with the same figures, in the library', () => {
	fc.assert(
		fc.property(validDesign(), fc.constantFrom(...appConventions), (app, convention) => {
			const examined = examine(app);
			if (!examined.ok) throw new Error('a valid design has a network');
			const { layers, net } = examined.network;
			const own = design(linkOf(app));
			expect(own).toEqual({ preset: app.preset, fields: app.config });
			const { params, macs, activations } = count(own);
			expect({ params, macs, activations }).toEqual(sumLayers(layers));
			expect(countAs(own, convention.id)).toMatchObject({
				total: countNetworkAs(convention, layers).total
			});
			expect(tree(own)).toEqual(net);
			expect(toLink(own)).toBe(linkOf(app));
		}),
		{ numRuns: runs(100) }
	);
});

test('a design that was kept as JSON is read again, and is the same', () => {
	fc.assert(
		fc.property(validDesign(), (app) => {
			const own = design(linkOf(app));
			const kept = JSON.parse(JSON.stringify(own)) as typeof own;
			expect(toLink(kept)).toBe(toLink(own));
			expect(count(kept)).toEqual(count(own));
		}),
		{ numRuns: runs(50) }
	);
});

test('every preset is named and can be counted, and its fields take their own values', () => {
	const names = presets().map(({ name }) => name);
	expect(names).toContain('convnext_tiny');
	expect(names.length).toBeGreaterThan(500);
	for (const name of ['convnext_tiny', 'swin_tiny_patch4_window7_224', 'efficientnet_b0']) {
		const own = Object.fromEntries(fields(name).map(({ key, value }) => [key, value]));
		expect(change(name, own)).toEqual(design(name));
	}
});

test('a change leaves the design that it was made of as it was', () => {
	const tiny = design('convnext_tiny');
	const before = structuredClone(tiny);
	expect(toLink(change(tiny, { depths: [3, 3, 27, 3] }))).toBe('convnext_tiny&depths=3,3,27,3');
	expect(tiny).toEqual(before);
});

test('an address, a link and a tag of timm’s are read', () => {
	const address = 'https://example.org/explorer/#convnext_tiny&depths=3,3,27,3&vs=resnet50';
	expect(design(address)).toEqual(design('convnext_tiny&depths=3,3,27,3'));
	expect(design('convnext_tiny.fb_in22k_ft_in1k_384').fields['input']).toBe(384);
});

test('what cannot be used is thrown, field by field, with what is permitted', () => {
	const refusals: readonly [() => unknown, string, RegExp][] = [
		[() => design(''), 'preset', /permitted: one that presets\(\) lists/],
		[() => design('convnext_tyni'), 'preset', /convnext_tiny/],
		[() => change('convnext_tiny', { depths: [3, 3, 900, 3] }), 'depths', /permitted/],
		[() => change('convnext_tiny', { colour: 'red' }), 'colour', /there are: .*depths/],
		[() => count({ preset: 'resnet50', fields: { input: 'large' } }), 'input', /permitted/],
		[
			() => count({ preset: 'resnet50', fields: { input: null as unknown as number } }),
			'input',
			/permitted/
		]
	];
	for (const [call, field, message] of refusals) {
		const [problem] = problemsOf(call);
		expect(problem?.field).toBe(field);
		expect(problem?.message).toMatch(message);
	}
});

test('a tool that is not there is refused with those that are', () => {
	const ids = conventions.map(({ id }) => id).join(', ');
	expect(() => countAs('convnext_tiny', 'thob')).toThrow(
		new RangeError(`convention: “thob” is not permitted; permitted: ${ids}`)
	);
});

test('layers add up to the totals, and carry the weights that make the parameters', () => {
	const { layers, params, macs, flops } = count('convnext_atto');
	expect(layers.reduce((sum, layer) => sum + layer.macs, 0)).toBe(macs);
	expect(flops).toBe(2 * macs);
	const values = layers.flatMap(({ weights }) =>
		weights.map(({ shape }) => shape.reduce((product, length) => product * length, 1))
	);
	expect(values.reduce((sum, value) => sum + value, 0)).toBe(params);
	expect(layers[0]?.weights.map(({ name }) => name)).toEqual(['stem.0.weight', 'stem.0.bias']);
});

test('an ONNX file holds the values that are given, byte by byte, and says that they were', () => {
	const small = 'convnext_atto&depths=1,1,1,1&widths=8,8,8,8&input=32&classes=3';
	const names: string[] = [];
	const file = toOnnx(small, (name, shape) => {
		names.push(name);
		return new Float32Array(shape.reduce((product, length) => product * length, 1)).fill(0.5);
	});
	expect(names).toEqual(
		count(small).layers.flatMap(({ weights }) => weights.map(({ name }) => name))
	);
	expect(readMessage([new Uint8Array(file)])).toBeDefined();
	const text = new TextDecoder('latin1').decode(file);
	expect(text).toContain('weights that the caller gave');
	expect(text).toContain('\0\0\0\x3f'.repeat(8));
	expect(() => toOnnx(small, () => new Float32Array(1))).toThrow(RangeError);
});
