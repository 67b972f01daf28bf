import { env, tensor4d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { examine, type Design, type Network } from '../../../src/lib/arch/design.ts';
import { perAxis, type Shape } from '../../../src/lib/arch/net.ts';
import { deterministicImage } from '../../../src/lib/checkpoint/deterministic.ts';
import {
	fitsNetwork,
	weightFile,
	type WeightFile
} from '../../../src/lib/checkpoint/checkpoint.ts';
import { openCheckpoint } from '../../../src/lib/checkpoint/open.ts';
import { sourceOf } from '../../../src/lib/checkpoint/weight-source.ts';
import { buildModel, weightsFrom } from '../../../src/lib/runtimes/tfjs/model.ts';
import { planFor } from '../../../src/lib/runtimes/plan/plan-for.ts';
import { tellCaveats } from '../../../src/lib/view/sources/source-text.ts';
import biases from '../../golden/checkpoints/bias_tables.json';
import golden from '../../golden/checkpoints/files.json';
import { distance, on } from '../../browser/networks.ts';
import { fileOf } from '../../checkpoint-files.ts';

env().set('IS_TEST', true);

type Case = Readonly<{
	tensors: Readonly<Record<string, Shape>>;
	input: Shape;
	logits: readonly number[];
	/** What a person says where the file does not. */
	answers?: Design['config'];
	opens?: false;
	/** What a refusal speaks of. */
	says?: string;
}>;

/** What a network gives for the deterministic image with weights of a file. */
const outputsWith = (weights: WeightFile, { net, input }: Pick<Network, 'net' | 'input'>) =>
	on('cpu', async () => {
		const [height = 0, width = 0, channels = 0] = input;
		const steps = planFor(net, input, 'cpu', 'ours');
		const setting = { backend: 'cpu', kernels: 'ours', batch: 1 } as const;
		const values = weightsFrom(sourceOf(weights));
		const model = await buildModel(steps, setting, () => Promise.resolve(), {
			weightsOf: values
		});
		const image = tensor4d(deterministicImage(input), [1, height, width, channels]);
		return model.forward(image).data<'float32'>();
	});

const cases = Object.entries(golden as unknown as Readonly<Record<string, Case>>);

test.each(cases)(
	'%s gives PyTorch’s outputs, or is refused in words',
	async (_, { tensors, input, logits, answers = {}, opens = true, says = '' }) => {
		const opened = await openCheckpoint(fileOf(tensors), 'model.safetensors');
		if (!opens) {
			expect(opened).toMatchObject({ ok: false, message: expect.stringMatching(/^“model/) });
			expect(opened).toMatchObject({ message: expect.stringContaining(says) });
			return;
		}
		if (!opened.ok) throw new Error(`${opened.message} ${opened.details.slice(0, 6).join('; ')}`);
		const { design, assumed } = opened.checkpoint;
		for (const [key, value] of Object.entries(answers))
			if (JSON.stringify(design.config[key]) !== JSON.stringify(value))
				expect(assumed.filter(({ asked }) => asked).map((one) => one.key)).toContain(key);
		const [height = 0, width = 0] = input;
		const along = assumed.filter(({ key }) => Object.hasOwn(answers, key)).map((one) => one.along);
		const config = Object.assign({}, design.config, ...along, answers, {
			input: perAxis(height, width)
		}) as Design['config'];
		const settled = { ...design, config };
		const examined = examine(settled);
		if (!examined.ok) throw new Error(JSON.stringify(examined.problems));
		const { net, layers } = examined.network;
		expect(fitsNetwork(opened.checkpoint, layers)).toBe(true);
		const outputs = await outputsWith(weightFile(opened.checkpoint, settled), { net, input });
		expect(distance(outputs.slice(0, logits.length), logits)).toBeLessThan(1e-4);
	}
);

/** A design with other values, as a network. */
function changed(design: Design, changes: Design['config']) {
	const next = { ...design, config: { ...design.config, ...changes } };
	const examined = examine(next);
	if (!examined.ok) throw new Error(JSON.stringify(examined.problems));
	return { next, network: examined.network };
}

test('a Swin’s file gives timm’s outputs with larger windows, and its report says what was done', async () => {
	const { tensors, window, input, logits } = biases.network;
	const opened = await openCheckpoint(fileOf(tensors), 'swin.safetensors');
	if (!opened.ok) throw new Error(`${opened.message} ${opened.details.join('; ')}`);
	const { checkpoint } = opened;
	expect(checkpoint.design.config['window']).toEqual([4, 4]);
	const { next, network } = changed(checkpoint.design, { window: [window, window], input });
	expect(fitsNetwork(checkpoint, network.layers)).toBe(true);
	const weights = weightFile(checkpoint, next);
	expect(weights.label).toMatch(
		/; biases of relative positions resampled from windows of 4 × 4 to 6 × 6, as timm does/
	);
	expect(weights.label.match(/resampled/g)).toHaveLength(1);
	const outputs = await outputsWith(weights, network);
	expect(distance(outputs, logits)).toBeLessThan(1e-5);
	// Of its own size nothing is resampled.
	expect(weightFile(checkpoint).label).not.toContain('resampled');
});

test('a classifier that goes by another name is taken for one, and page and report say so', async () => {
	const opened = await openCheckpoint(
		fileOf((golden as unknown as Record<string, Case>)['classifier in a row']?.tensors ?? {}),
		'mine.safetensors'
	);
	if (!opened.ok) throw new Error(opened.message);
	const words =
		'“fc.1” is taken for the classifier; whether anything without weights stands before';
	expect(tellCaveats(opened.checkpoint)).toContain(words);
	expect(weightFile(opened.checkpoint).label).toContain(words);
});
