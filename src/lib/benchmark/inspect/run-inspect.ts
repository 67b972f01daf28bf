import { layersOf } from '../../arch/infer.ts';
import { statisticsOf } from '../../features/statistics.ts';
import type { Pass } from '../../runtimes/runtime.ts';
import { checkOutput, summarize } from '../output.ts';
import type { InspectProgress } from '../progress.ts';
import type { Output } from '../report/report.ts';
import type { RunContext } from '../run-context.ts';
import { attend } from './attend.ts';
import type { ClassQuestion, Features, InspectRequest } from './inspect.ts';
import { openNetwork, permitGradients, withoutErrors, type OpenNetwork } from './open-network.ts';

type Given = Pick<Features, 'shape' | 'values' | 'evidence' | 'attention'>;

/** The pass over the picture with what a request switches off. */
const passWithout = ({ pass }: OpenNetwork, { without = [] }: InspectRequest): Pass => ({
	...pass,
	outputsOf: (paths, between) => pass.outputsOf(paths, between, without),
	gradientsOf: (request, between) => pass.gradientsOf({ ...request, without }, between)
});

async function layerAlone(
	pass: Pass,
	path: string,
	{ yieldOrStop }: RunContext<InspectProgress>
): Promise<Given> {
	const [output] = await pass.outputsOf([path], yieldOrStop);
	if (!output) throw new Error(`there is no layer ${path}`);
	return { shape: output.shape.slice(1), values: output.values, evidence: null, attention: null };
}

/** What a layer gives, with the gradient of a class there and at the picture. */
async function explain(
	opened: OpenNetwork,
	request: InspectRequest,
	question: ClassQuestion,
	{ yieldOrStop }: RunContext<InspectProgress>
): Promise<Given> {
	const { path, net, input } = request;
	const pass = passWithout(opened, request);
	// Grad-CAM goes no further back than its layer.
	const at = question.atPicture ? [path, null] : [path];
	const memory = permitGradients(opened, request, at);
	const of = layersOf(net, input).at(-1)?.path ?? '';
	let output: Output | null = null;
	function factors(outputs: Float32Array): Float32Array {
		checkOutput(outputs);
		output = summarize(outputs, 1);
		const each = new Float32Array(output.classes);
		each[question.about ?? output.argmax] = 1;
		if (question.than !== null) each[question.than] = -1;
		return each;
	}
	const found = await pass.gradientsOf({ of, factors, at, most: memory.most }, yieldOrStop);
	const [layer, image = null] = found.map(({ shape, values, gradient }) => ({
		...{ shape: shape.slice(1), values, gradient }
	}));
	const told = output as Output | null;
	if (!layer || !told) throw new Error(`there is no layer ${path}`);
	const { shape, values, gradient } = layer;
	const { top, classes, argmax } = told;
	const about = question.about ?? argmax;
	const evidence = { about, than: question.than, gradient, input: image, top, classes, memory };
	return { shape, values, evidence, attention: null };
}

/** What a layer gives, and what was asked beside it. */
function answer(
	opened: OpenNetwork,
	request: InspectRequest,
	context: RunContext<InspectProgress>
): Promise<Given> {
	const { path, question } = request;
	const pass = passWithout(opened, request);
	if (!question) return layerAlone(pass, path, context);
	if ('rollout' in question) return attend(pass, request, question.rollout, context.yieldOrStop);
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
	const opened = await openNetwork(request, context);
	const { picture, backendLabel, fromFile } = opened;
	context.onProgress({ phase: 'layer' });
	const { shape, values, evidence, attention } = await withoutErrors(opened, () =>
		answer(opened, request, context)
	);
	const statistics = statisticsOf(values, shape.at(-1) ?? 1);
	return {
		...{ path: request.path, shape, values, statistics, evidence, attention },
		...{ picture, backendLabel, fromFile }
	};
}
