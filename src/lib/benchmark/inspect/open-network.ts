import { layersOf } from '../../arch/infer.ts';
import { finiteOnly, sourceOf } from '../../checkpoint/weight-source.ts';
import { imageValues } from '../../image/decode.ts';
import { seenPicture } from '../../image/seen.ts';
import { backendLabel } from '../../runtimes/backends.ts';
import { gradientNeed, type GradientMemory } from '../../runtimes/plan/gradient-need.ts';
import {
	askIfLarge,
	refuseTooLarge,
	roomOn,
	totalBytes,
	type Need
} from '../../runtimes/plan/memory-need.ts';
import type { CompiledNet, Pass, Session } from '../../runtimes/runtime.ts';
import { runtimes } from '../../runtimes/runtimes.ts';
import { prepare, type Prepared } from '../prepare.ts';
import type { Building } from '../progress.ts';
import type { RunContext } from '../run-context.ts';
import { expectParams } from '../session.ts';
import { heldOpen } from '../worker/held.ts';
import type { Features, NetworkRequest } from './inspect.ts';

/** A network on a device, any layer of which can be asked for. */
type Built = Readonly<{ session: Session; network: CompiledNet }> &
	Pick<Prepared, 'need' | 'choice'> &
	Pick<Features, 'backendLabel' | 'fromFile'>;

/** What it looks at, on the device. */
type Shown = Readonly<{ number: number; pass: Pass } & Pick<Features, 'picture'>>;

/** A network with what it looks at now. */
export type OpenNetwork = Built & Shown;

/** A network that stays open, and what it was shown last. */
type Held = { readonly built: Built; shown: Shown };

type Context = RunContext<Building>;

type Permission = Pick<NetworkRequest, 'mayBeLarge'>;

async function build(
	session: Session,
	params: number,
	request: NetworkRequest,
	{ onProgress, yieldOrStop }: Context
): Promise<CompiledNet> {
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
	return network;
}

/** Puts what a network looks at on its device. */
const feed = (
	network: CompiledNet,
	values: Float32Array,
	{ input, image, picture: number }: NetworkRequest
): Shown => ({
	...{ number, pass: network.feed(values) },
	picture: seenPicture(values, input, image?.preprocessing ?? null)
});

/** What a network is to look at, in place of what it was shown before. */
async function show(held: Held, request: NetworkRequest): Promise<Shown> {
	if (held.shown.number === request.picture) return held.shown;
	const values = await imageValues(request.image, request.input);
	held.shown.pass.free();
	held.shown = feed(held.built.network, values, request);
	return held.shown;
}

async function open(request: NetworkRequest, context: Context) {
	// Every layer is a step of its own, as TensorFlow.js's kernels have it: it needs what those need.
	const { choice, need, totals } = await prepare(
		{ ...request, batch: 1, kernels: 'stock' },
		context
	);
	await context.yieldOrStop();
	const values = await imageValues(request.image, request.input);
	const session = await runtimes[choice.backend.name].open();
	try {
		const network = await build(session, totals.params, request, context);
		const built: Built = {
			...{ session, network, need, choice, backendLabel: backendLabel(choice.backend) },
			fromFile: request.weights !== undefined
		};
		const what: Held = { built, shown: feed(network, values, request) };
		context.onProgress({ phase: 'first pass' });
		await what.shown.pass.compile((done, total) =>
			context.onProgress({ phase: 'first pass', compiled: { done, total } })
		);
		return { what, close: session.close };
	} catch (error) {
		session.close();
		throw error;
	}
}

/**
 * A network to look into: built when it is first asked for, and left open for what is asked next, of the
 * same picture or of another.
 */
export async function openNetwork(request: NetworkRequest, context: Context): Promise<OpenNetwork> {
	try {
		const held = await heldOpen(`inspect ${request.subject}`, () => open(request, context));
		return { ...held.built, ...(await show(held, request)) };
	} finally {
		if (request.image && 'frame' in request.image) request.image.frame.close();
	}
}

/**
 * The permission that was given for the network alone says nothing about what needs more.
 *
 * @throws LiveError when so much is too large, or large and not permitted to be
 */
function permit(need: Need, { choice }: Pick<OpenNetwork, 'choice'>, { mayBeLarge }: Permission) {
	refuseTooLarge(need, choice.backend, 1);
	if (!mayBeLarge) askIfLarge(totalBytes(need, 1));
}

/**
 * Permits a pass there and back, and says how it goes about memory: parts of the way there are computed
 * again rather than that a person is asked.
 *
 * @param at paths of the layers at which gradients are asked for; `null` is the input
 * @throws LiveError when it is too large, or large and not permitted to be
 */
export function permitGradients(
	opened: Pick<OpenNetwork, 'need' | 'choice'>,
	request: NetworkRequest,
	at: readonly (string | null)[]
): GradientMemory {
	const { net, input, mayBeLarge = false } = request;
	const room = roomOn(opened.choice.backend, mayBeLarge);
	const { need, memory } = gradientNeed(opened.need, net, input, at, room);
	permit(need, opened, request);
	return memory;
}

/** Permits a pass that branches off from another. @throws LiveError as for gradients */
export function permitBranches(
	opened: Pick<OpenNetwork, 'need' | 'choice'>,
	request: NetworkRequest
): void {
	const { need } = opened;
	permit({ ...need, perImage: 2 * need.perImage }, opened, request);
}

/** Work on an open device, whose errors are thrown: also of work that was left, what watches for them ends. */
export async function withoutErrors<T>({ session }: OpenNetwork, work: () => Promise<T>) {
	const expectNoErrors = session.watchErrors();
	const given = work();
	await given.catch(() => expectNoErrors().catch(() => {}));
	const found = await given;
	await expectNoErrors();
	return found;
}
