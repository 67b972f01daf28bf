import { env, tensor4d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { examine, type Design } from '../../../src/lib/arch/design.ts';
import { perAxis, type Shape } from '../../../src/lib/arch/net.ts';
import { deterministicImage } from '../../../src/lib/checkpoint/deterministic.ts';
import { fitsNetwork, weightFile } from '../../../src/lib/checkpoint/checkpoint.ts';
import { openCheckpoint } from '../../../src/lib/checkpoint/open.ts';
import { sourceOf } from '../../../src/lib/checkpoint/weight-source.ts';
import { buildModel } from '../../../src/lib/runtimes/tfjs/model.ts';
import { planFor } from '../../../src/lib/runtimes/plan/plan-for.ts';
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
}>;
const cases = Object.entries(golden as unknown as Readonly<Record<string, Case>>);

test.each(cases)(
	'%s gives PyTorch’s outputs, or is refused in words',
	async (_, { tensors, input, logits, answers = {}, opens = true }) => {
		const opened = await openCheckpoint(fileOf(tensors), 'model.safetensors');
		if (!opens) {
			expect(opened).toMatchObject({ ok: false, message: expect.stringMatching(/^“model/) });
			return;
		}
		if (!opened.ok) throw new Error(`${opened.message} ${opened.details.slice(0, 6).join('; ')}`);
		const { design, assumed } = opened.checkpoint;
		for (const [key, value] of Object.entries(answers))
			if (JSON.stringify(design.config[key]) !== JSON.stringify(value))
				expect(assumed.filter(({ asked }) => asked).map((one) => one.key)).toContain(key);
		const [height = 0, width = 0, channels = 0] = input;
		const config = { ...design.config, ...answers, input: perAxis(height, width) };
		const settled = { ...design, config };
		const examined = examine(settled);
		if (!examined.ok) throw new Error(JSON.stringify(examined.problems));
		const { net, layers } = examined.network;
		expect(fitsNetwork(opened.checkpoint, layers)).toBe(true);
		const weights = sourceOf(weightFile(opened.checkpoint, settled));
		const outputs = await on('cpu', async () => {
			const steps = planFor(net, input, 'cpu', 'ours');
			const setting = { backend: 'cpu', kernels: 'ours', batch: 1 } as const;
			const model = await buildModel(steps, setting, () => Promise.resolve(), weights);
			return model
				.forward(tensor4d(deterministicImage(input), [1, height, width, channels]))
				.data<'float32'>();
		});
		expect(distance(outputs.slice(0, logits.length), logits)).toBeLessThan(1e-4);
	}
);
