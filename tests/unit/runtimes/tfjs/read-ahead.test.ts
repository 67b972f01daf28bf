import { expect, test } from 'vitest';
import { layersOf } from '../../../../src/lib/arch/infer.ts';
import { chain } from '../../../../src/lib/arch/net.ts';
import { readAhead } from '../../../../src/lib/runtimes/tfjs/read-ahead.ts';

const linear = { kind: 'linear', out: 4, bias: true } as const;
const layers = layersOf(
	chain([
		['one', linear],
		['act', { kind: 'relu' }],
		['two', linear],
		['three', linear],
		['four', linear],
		['five', linear]
	]),
	[4]
);
const withWeights = layers.filter(({ weights }) => weights.length > 0);

/** A file of which nothing comes before it is let go. */
function slowFile() {
	const asked: string[] = [];
	let letGo = () => {};
	const wait = new Promise<void>((resolve) => (letGo = resolve));
	const ahead = readAhead(layers, async ({ path }) => {
		asked.push(path);
		await wait;
		if (path === 'three') throw new Error('three is cut short');
		return [Float32Array.of(path.length)];
	});
	return { asked, ahead, letGo: () => letGo() };
}

test('weights of the next two layers that have any are on their way before those of one have come', async () => {
	const { asked, ahead, letGo } = slowFile();
	const [layer] = withWeights;
	const first = layer && ahead(layer);
	expect(asked).toEqual(['one', 'two', 'three']);
	letGo();
	expect(await first).toEqual([Float32Array.of(3)]);
});

test('each layer’s weights are read once, and an error reaches who asks for them alone', async () => {
	const { asked, ahead, letGo } = slowFile();
	letGo();
	const found: string[] = [];
	for (const layer of withWeights)
		try {
			const [values] = await ahead(layer);
			expect(values).toEqual(Float32Array.of(layer.path.length));
			found.push(layer.path);
		} catch (error) {
			expect(error).toEqual(new Error('three is cut short'));
		}
	expect(found).toEqual(['one', 'two', 'four', 'five']);
	expect(asked).toEqual(['one', 'two', 'three', 'four', 'five']);
});
