import type { Shape } from '../../arch/net.ts';
import { deterministicImage } from '../../checkpoint/deterministic.ts';
import { finiteOnly, sourceOf } from '../../checkpoint/weight-source.ts';
import { LiveError } from '../../errors/failure.ts';
import { expectPicture, pixelsOn, preparedOf } from '../../image/pixels.ts';
import { backendLabel } from '../../runtimes/backends.ts';
import { timed } from '../../runtimes/clock.ts';
import type { CompiledNet, Session } from '../../runtimes/runtime.ts';
import { runtimes } from '../../runtimes/runtimes.ts';
import { checkOutput, summarize } from '../output.ts';
import { prepare } from '../prepare.ts';
import type { WatchProgress } from '../progress.ts';
import type { RunContext } from '../run-context.ts';
import { expectParams } from '../session.ts';
import { heldOpen } from '../worker/held.ts';
import type { FrameRequest, Seen, Watched, WatchRequest } from './watch.ts';

/** A network on a device, and the canvas that frames are read on. */
type Open = Readonly<{
	session: Session;
	network: CompiledNet;
	input: Shape;
	canvas: OffscreenCanvas;
	watched: Watched;
}>;

const keyOf = ({ subject }: Readonly<{ subject: number }>) => `watch ${subject}`;

const gone = (): LiveError =>
	new LiveError(
		'unexpected',
		'The network that looked at the camera is no longer open: its worker ended, or another measurement took its place.',
		'Start the camera again.'
	);

/** @param compiling told how far compiling is, before the first pass of all */
async function passOver(
	network: CompiledNet,
	values: Float32Array,
	stop: () => Promise<void>,
	compiling?: (done: number, total: number) => void
) {
	const pass = network.feed(values);
	try {
		if (compiling) await pass.compile(compiling);
		return await timed(() => pass.run(stop));
	} finally {
		pass.free();
	}
}

async function build(
	session: Session,
	params: number,
	{ net, input, kernels, weights }: WatchRequest,
	{ onProgress, yieldOrStop }: RunContext<WatchProgress>
) {
	const expectNoErrors = session.watchErrors();
	const network = await session.compile({
		...{ net, input, batch: 1, kernels },
		weights: weights ? finiteOnly(sourceOf(weights)) : sourceOf(),
		between(done, total) {
			onProgress({ phase: 'weights', done, total, fromFile: weights !== undefined });
			return yieldOrStop();
		}
	});
	expectParams(network.params, params);
	onProgress({ phase: 'first pass' });
	// Frames come to a network that has run before: none of them waits for shaders.
	const { result } = await passOver(
		network,
		deterministicImage(input),
		yieldOrStop,
		(done, total) => onProgress({ phase: 'first pass', compiled: { done, total } })
	);
	await expectNoErrors();
	return { network, classes: result.length };
}

async function open(request: WatchRequest, context: RunContext<WatchProgress>) {
	const { input, weights } = request;
	expectPicture(input);
	const { choice, totals } = await prepare({ ...request, batch: 1 }, context);
	await context.yieldOrStop();
	const session = await runtimes[choice.backend.name].open();
	try {
		const { network, classes } = await build(session, totals.params, request, context);
		const label = backendLabel(choice.backend);
		const watched = { classes, backendLabel: label, fromFile: weights !== undefined };
		const canvas = new OffscreenCanvas(1, 1);
		const what: Open = { session, network, input, canvas, watched };
		return { what, close: session.close };
	} catch (error) {
		session.close();
		throw error;
	}
}

/**
 * Opens a network for a camera's frames, unless it is open already.
 *
 * @throws Cancelled, or an error that `failureOf` puts into words
 */
export const openWatch = async (
	request: WatchRequest,
	context: RunContext<WatchProgress>
): Promise<Watched> => (await heldOpen(keyOf(request), () => open(request, context))).watched;

/**
 * Looks at a frame with the network that was opened for it.
 *
 * @throws Cancelled, or an error that `failureOf` puts into words
 */
export async function lookAtFrame(
	request: FrameRequest,
	{ yieldOrStop }: Pick<RunContext<never>, 'yieldOrStop'>
): Promise<Seen> {
	const { frame, preprocessing } = request;
	try {
		const held = await heldOpen<Open>(keyOf(request), () => Promise.reject(gone()));
		const { session, network, input, canvas } = held;
		const begun = performance.now();
		const values = preparedOf(pixelsOn(canvas, frame), input, preprocessing);
		const prepareMs = performance.now() - begun;
		const expectNoErrors = session.watchErrors();
		const passed = passOver(network, values, yieldOrStop);
		// Also of a pass that was left: what watches for errors ends with it.
		await passed.catch(() => expectNoErrors().catch(() => {}));
		const { ms: passMs, result } = await passed;
		await expectNoErrors();
		checkOutput(result);
		return { top: summarize(result, 1).top, prepareMs, passMs };
	} finally {
		frame.close();
	}
}
