import { layersOf } from '../../arch/infer.ts';
import { finiteOnly, sourceOf } from '../../checkpoint/weight-source.ts';
import { statisticsOf } from '../../features/statistics.ts';
import { imageValues } from '../../image/decode.ts';
import { seenPicture } from '../../image/seen.ts';
import { backendLabel } from '../../runtimes/backends.ts';
import type { Pass, Session } from '../../runtimes/runtime.ts';
import { runtimes } from '../../runtimes/runtimes.ts';
import { prepare } from '../prepare.ts';
import type { InspectProgress } from '../progress.ts';
import type { RunContext } from '../run-context.ts';
import { expectParams } from '../session.ts';
import { heldOpen } from '../worker/held.ts';
import type { Features, InspectRequest } from './inspect.ts';

/** A network on a device with its input, any layer of which can be asked for. */
type Open = Readonly<
	{ session: Session; pass: Pass } & Pick<Features, 'picture' | 'backendLabel' | 'fromFile'>
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
	const { choice, totals } = await prepare({ ...request, batch: 1, kernels: 'stock' }, context);
	await context.yieldOrStop();
	const values = await imageValues(image, input);
	const session = await runtimes[choice.backend.name].open();
	try {
		const pass = await build(session, totals.params, values, request, context);
		const what: Open = {
			...{ session, pass, backendLabel: backendLabel(choice.backend) },
			picture: seenPicture(values, input, image?.preprocessing ?? null),
			fromFile: request.weights !== undefined
		};
		return { what, close: session.close };
	} catch (error) {
		session.close();
		throw error;
	}
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
	const { session, pass, picture, backendLabel: label, fromFile } = opened;
	context.onProgress({ phase: 'layer' });
	const expectNoErrors = session.watchErrors();
	const given = pass.outputsOf([request.path], context.yieldOrStop);
	// Also of a pass that was left: what watches for errors ends with it.
	await given.catch(() => expectNoErrors().catch(() => {}));
	const [output] = await given;
	await expectNoErrors();
	if (!output) throw new Error(`there is no layer ${request.path}`);
	const { path, values } = output;
	const shape = output.shape.slice(1);
	const statistics = statisticsOf(values, shape.at(-1) ?? 1);
	return { path, shape, values, statistics, picture, backendLabel: label, fromFile };
}
