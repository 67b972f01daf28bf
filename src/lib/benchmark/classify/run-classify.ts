import { finiteOnly, sourceOf } from '../../checkpoint/weight-source.ts';
import { LiveError } from '../../errors/failure.ts';
import { imageValues } from '../../image/decode.ts';
import type { ImageFile } from '../../image/preprocessing.ts';
import { backendLabel } from '../../runtimes/backends.ts';
import { timed } from '../../runtimes/clock.ts';
import type { CompiledNet } from '../../runtimes/runtime.ts';
import { checkOutput, summarize } from '../output.ts';
import { prepare } from '../prepare.ts';
import type { ClassifyProgress } from '../progress.ts';
import type { RunContext } from '../run-context.ts';
import { expectParams, withSession } from '../session.ts';
import type { Answer, Classified, ClassifyRequest } from './classify.ts';

/** An image's values, or what is wrong with it: one bad file leaves the others. */
async function valuesOf(
	image: ImageFile,
	{ input }: ClassifyRequest
): Promise<Float32Array | string> {
	try {
		return await imageValues(image, input);
	} catch (error) {
		if (error instanceof LiveError && error.failure.code === 'bad-image') return error.message;
		throw error;
	}
}

/** One pass over an image. */
async function look(
	network: CompiledNet,
	values: Float32Array,
	isFirst: boolean,
	stop: () => Promise<void>
) {
	const pass = network.feed(values);
	try {
		if (isFirst) await pass.compile();
		return await timed(() => pass.run(stop));
	} finally {
		pass.free();
	}
}

/**
 * Looks at images with one network, built once.
 *
 * @throws Cancelled, or an error that `failureOf` puts into words
 */
export async function classifyImages(
	request: ClassifyRequest,
	{ onProgress, yieldOrStop }: RunContext<ClassifyProgress>
): Promise<Classified> {
	const { net, input, kernels, images } = request;
	const { choice, totals } = await prepare({ ...request, batch: 1 }, { onProgress });
	await yieldOrStop();
	return withSession(choice.backend.name, async (session) => {
		const fromFile = request.weights !== undefined;
		const weights = request.weights ? finiteOnly(sourceOf(request.weights)) : sourceOf();
		const expectNoErrors = session.watchErrors();
		const network = await session.compile({
			...{ net, input, batch: 1, kernels, weights },
			between(done, total) {
				onProgress({ phase: 'weights', done, total, fromFile });
				return yieldOrStop();
			}
		});
		expectParams(network.params, totals.params);
		const answers: Answer[] = [];
		const times: number[] = [];
		let classes = 0;
		for (const image of images) {
			onProgress({ phase: 'classify', done: answers.length, total: images.length });
			await yieldOrStop();
			const values = await valuesOf(image, request);
			if (typeof values === 'string') {
				answers.push({ top: null, problem: values });
				continue;
			}
			const { ms, result } = await look(network, values, times.length === 0, yieldOrStop);
			checkOutput(result);
			times.push(ms);
			const output = summarize(result, 1);
			classes = output.classes;
			answers.push({ top: output.top, problem: null });
		}
		await expectNoErrors();
		network.free();
		const label = backendLabel(choice.backend);
		return { answers, classes, samples: times.slice(1), backendLabel: label, fromFile };
	});
}
