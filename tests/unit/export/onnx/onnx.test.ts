import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Network } from '../../../../src/lib/arch/design.ts';
import { onnxPieces } from '../../../../src/lib/export/onnx/model.ts';
import { float, whole } from '../../../../src/lib/export/onnx/protobuf.ts';
import { weightSlots } from '../../../../src/lib/export/weight-slots.ts';
import { validDesign } from '../../../designs.ts';
import { networkOf, networkOfDesign } from '../../../networks.ts';
import { readMessage, type Message } from '../../../onnx-reader.ts';
import { presetsByStructure } from '../../../presets.ts';

const ABOUT = { title: 'Grüße', weights: 'none', address: 'https://example.org/#x' };

const read = ({ net, input }: Network): Message => readMessage(onnxPieces(net, input, ABOUT));

const only = <T>(values: readonly T[]): T => {
	const [value, ...more] = values;
	if (value === undefined || more.length > 0) throw new Error(`${values.length} values, not one`);
	return value;
};

const graphOf = (model: Message) => only(model.messages(7));
const product = (sizes: readonly bigint[]) => sizes.reduce((all, size) => all * Number(size), 1);
const BYTES = new Map([
	[1n, 4],
	[7n, 8]
]);

/** Every name is defined once and before it is used; every initializer is used, and has its bytes. */
function expectWhole(network: Network): void {
	const graph = graphOf(read(network));
	const initializers = graph.messages(5);
	const names = initializers.map((tensor) => only(tensor.texts(8)));
	const known = new Set(['input', ...names]);
	expect(known.size).toBe(names.length + 1);
	const used = new Set<string>();
	const nodes = graph.messages(1);
	const wrong: string[] = [];
	for (const node of nodes) {
		const inputs = node.texts(1);
		wrong.push(...inputs.filter((name) => !known.has(name)));
		for (const input of inputs) used.add(input);
		for (const output of node.texts(2)) {
			if (known.has(output)) wrong.push(output);
			known.add(output);
		}
	}
	wrong.push(...names.filter((name) => !used.has(name)));
	for (const tensor of initializers) {
		const size = BYTES.get(only(tensor.numbers(2))) ?? NaN;
		if (only(tensor.contents(9)).bytes !== product(tensor.numbers(1)) * size)
			wrong.push(only(tensor.texts(8)));
	}
	expect(wrong).toEqual([]);
	expect(new Set(nodes.map((node) => only(node.texts(3)))).size).toBe(nodes.length);
	expect(known).toContain('logits');
	const weights = initializers.flatMap((tensor) => only(tensor.contents(9)).weight ?? []);
	// What blocks have in one tensor is there once.
	const expected = weightSlots(network.layers).map(({ name }) => name);
	expect(weights.toSorted()).toEqual(expected.toSorted());
}

test('a preset of every structure is a graph whose names fit together, with all of timm’s weights and no other', () => {
	for (const preset of presetsByStructure) expectWhole(networkOf(preset));
});

test('so is any design', () => {
	const limits = { depths: 2, depth: 2, widths: 64, width: 64 };
	fc.assert(
		fc.property(validDesign(limits), (design) => expectWhole(networkOfDesign(design))),
		{ numRuns: 40 }
	);
});

test('a file tells its opset, title, address, and its input and output with any number of images', () => {
	const model = read(networkOf('convnext_tiny', { input: 192, classes: 7 }));
	expect(model.numbers(1)).toEqual([8n]);
	expect(model.messages(8).map((opset) => [opset.texts(1), opset.numbers(2)])).toEqual([
		[[''], [17n]]
	]);
	expect(model.messages(14).map((entry) => [...entry.texts(1), ...entry.texts(2)])).toEqual([
		['design', 'https://example.org/#x'],
		['weights', 'none']
	]);
	const graph = graphOf(model);
	expect(graph.texts(2)).toEqual(['Grüße']);
	const tell = (info: Message) => {
		const shape = only(only(only(info.messages(2)).messages(1)).messages(2));
		const sizes = shape.messages(1).map((dim) => dim.texts(2)[0] ?? Number(dim.numbers(1)[0]));
		return [...info.texts(1), ...sizes];
	};
	expect(graph.messages(11).map(tell)).toEqual([['input', 'batch', 3, 192, 192]]);
	expect(graph.messages(12).map(tell)).toEqual([['logits', 'batch', 7]]);
});

test('ConvNeXt-T is held channels last from norm to layer scale, so that a block turns its map twice', () => {
	const graph = graphOf(read(networkOf('convnext_tiny')));
	const interleaved = graph.messages(1).filter((node) => {
		const perm = node.messages(5).flatMap((attribute) => attribute.numbers(8));
		return only(node.texts(4)) === 'Transpose' && perm.length === 4;
	});
	// One after the stem's norm, and two for each of three norms before downsampling, beside 18 blocks.
	expect(interleaved.length).toBeLessThanOrEqual(2 * 18 + 1 + 2 * 3);
});

test('numbers are written as protobuf has them', () => {
	fc.assert(
		fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: 500 }), (value, field) => {
			expect(readMessage(whole(field, value)).numbers(field)).toEqual([BigInt(value)]);
		})
	);
	// 1.0 as IEEE 754 has it.
	expect(readMessage(float(3, 1)).numbers(3)).toEqual([0x3f800000n]);
});
