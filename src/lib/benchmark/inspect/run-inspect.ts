import { layersOf } from '../../arch/infer.ts';
import { finiteOnly, sourceOf } from '../../checkpoint/weight-source.ts';
import { statisticsOf } from '../../features/statistics.ts';
import { imageValues } from '../../image/decode.ts';
import { seenPicture } from '../../image/seen.ts';
import { backendLabel } from '../../runtimes/backends.ts';
import { gradientNeed } from '../../runtimes/plan/gradient-need.ts';
import { askIfLarge, refuseTooLarge, totalBytes } from '../../runtimes/plan/memory-need.ts';
import type { Pass, Session } from '../../runtimes/runtime.ts';
import { runtimes } from '../../runtimes/runtimes.ts';
import { checkOutput, summarize } from '../output.ts';
import { prepare, type Prepared } from '../prepare.ts';
import type { InspectProgress } from '../progress.ts';
import type { RunContext } from '../run-context.ts';
import { expectParams } from '../session.ts';
import { heldOpen } from '../worker/held.ts';
import { attend } from './attend.ts';
import type { ClassQuestion, Features, InspectRequest } from './inspect.ts';

/** A network on a device with its input, any layer of which can be asked for. */
type Open = Readonly<
	{ session: Session; pass: Pass } & Pick<Prepared, 'need' | 'choice'> &
		Pick<Features, 'picture' | 'backendLabel' | 'fromFile'>
>;

async function build(
	session: Session,
	params: number,
	image: Float32Array,
	request: InspectRequest,
	{ onProgress, yieldOrStop }: RunContext<InspectProgress>
): Promise<Pass> {
	const { net, input, kernels } = request;
	const fromFile = request.weights !== undefined;
	const weights = request.weights ? finiteOnly(sourceOf(request.weights)) : sourceOf();
	const network = await session.compile({
		...{ net, input, batch: 1, kernels, weights },
		outputs: layersOf(net, input).map(({ path }) => path),
		between(done, total) {
			onProgress({ phase: 'weights', done, total, fromFile });
			return yieldOrStop();
		}
	});
	expectParams(network.params, params);
	const pass = network.feed(image);
	onProgress({ phase: 'first pass' });
	await pass.compile((done, total) =>
		onProgress({ phase: 'first pass', compiled: { done, total } })
	);
	return pass;
}

async function open(request: InspectRequest, context: RunContext<InspectProgress>) {
	const { input, image } = request;
	// Every layer is a step of its own, as TensorFlow.js's kernels have it: it needs what those need.
	const { choice, need, totals } = await prepare(
		{ ...request, batch: 1, kernels: 'stock' },
		context
	);
	await context.yieldOrStop();
	const values = await imageValues(image, input);
	const session = await runtimes[choice.backend.name].open();
	try {
		const pass = await build(session, totals.params, values, request, context);
		const what: Open = {
			...{ session, pass, need, choice, backendLabel: backendLabel(choice.backend) },
			picture: seenPicture(values, input, image?.preprocessing ?? null),
			fromFile: request.weights !== undefined
		};
		return { what, close: session.close };
	} catch (error) {
		session.close();
		throw error;
	}
}

type Given = Pick<Features, 'shape' | 'values' | 'evidence' | 'attention'>;

async function layerAlone(
	pass: Pass,
	path: string,
	{ yieldOrStop }: RunContext<InspectProgress>
): Promise<Given> {
	const [output] = await pass.outputsOf([path], yieldOrStop);
	if (!output) throw new Error(`there is no layer ${path}`);
	return { shape: output.shape.slice(1), values: output.values, evidence: null, attention: null };
}

/** The permission that was given for the network alone says nothing about a pass back. */
function permit({ need, choice }: Open, { net, input, mayBeLarge }: InspectRequest): void {
	const both = gradientNeed(need, net, input);
	refuseTooLarge(both, choice.backend, 1);
	if (!mayBeLarge) askIfLarge(totalBytes(both, 1));
}

/** What a layer gives, with the gradient of a class there and at the picture. */
async function explain(
	opened: Open,
	request: InspectRequest,
	question: ClassQuestion,
	{ yieldOrStop }: RunContext<InspectProgress>
): Promise<Given> {
	const { path, net, input } = request;
	const { pass } = opened;
	permit(opened, request);
	const of = layersOf(net, input).at(-1)?.path ?? '';
	const [last] = await pass.outputsOf([of], yieldOrStop);
	const outputs = last?.values ?? new Float32Array();
	checkOutput(outputs);
	const { top, argmax, classes } = summarize(outputs, 1);
	const about = question.about ?? argmax;
	const factors = new Float32Array(classes);
	factors[about] = 1;
	if (question.than !== null) factors[question.than] = -1;
	const found = await pass.gradientsOf({ of, factors, at: [path, null] }, yieldOrStop);
	const [layer, image] = found.map(({ shape, values, gradient }) => ({
		...{ shape: shape.slice(1), values, gradient }
	}));
	if (!layer || !image) throw new Error(`there is no layer ${path}`);
	const { shape, values, gradient } = layer;
	const evidence = { about, than: question.than, gradient, input: image, top, classes };
	return { shape, values, evidence, attention: null };
}

/** What a layer gives, and what was asked beside it. */
function answer(
	opened: Open,
	request: InspectRequest,
	context: RunContext<InspectProgress>
): Promise<Given> {
	const { path, question } = request;
	if (!question) return layerAlone(opened.pass, path, context);
	if ('rollout' in question)
		return attend(opened.pass, request, question.rollout, context.yieldOrStop);
	return explain(opened, request, question, context);
}

/**
 * What comes out of a layer. The network is built with the first one that is asked for, and stays.
 *
 * @throws Cancelled, or an error that `failureOf` puts into words
 */
export async function inspectLayer(
	request: InspectRequest,
	context: RunContext<InspectProgress>
): Promise<Features> {
	const opened = await heldOpen(`inspect ${request.subject}`, () => open(request, context));
	const { session, picture, backendLabel: label, fromFile } = opened;
	context.onProgress({ phase: 'layer' });
	const expectNoErrors = session.watchErrors();
	const given = answer(opened, request, context);
	// Also of a pass that was left: what watches for errors ends with it.
	await given.catch(() => expectNoErrors().catch(() => {}));
	const { shape, values, evidence, attention } = await given;
	await expectNoErrors();
	const statistics = statisticsOf(values, shape.at(-1) ?? 1);
	return {
		...{ path: request.path, shape, values, statistics, evidence, attention },
		...{ picture, backendLabel: label, fromFile }
	};
}
