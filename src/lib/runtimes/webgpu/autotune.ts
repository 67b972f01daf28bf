import { env, zeros, type Tensor } from '@tensorflow/tfjs-core';
import type { Shape } from '../../arch/net.ts';
import { choose, HOPELESS, type Variant } from '../autotune/autotune.ts';
import { isSoftware } from '../backends.ts';
import { converted } from './wgsl/convert.ts';
import { currentBackend } from './current-backend.ts';
import { flush, SUBMIT_AFTER } from './flush.ts';
import { pipelinesOf } from './pipelines.ts';

/** A kernel that could do it. */
export type KernelVariant = Variant & Readonly<{ run: (x: Tensor) => Tensor }>;

/** Variants for one thing to compute; those of one key share an answer if they are the same. */
export type AutotuneTask = Readonly<{
	key: string;
	variants: readonly KernelVariant[];
	/** Of the input to measure with. */
	x: Shape;
	/** Whether it lies in halves. */
	halved?: boolean;
}>;

/** So many ms show on a coarse clock; of shorter runs several are launched in a row. */
const PLAIN = 5;
/** Launches in a row for a first look. */
const FEW = 8;
/** Most launches in a row for a closer one, at those that are not hopeless. */
const MANY = 64;
const ROUNDS = 2;
/** How often variants are timed, in turns, where a processor plays the GPU: what else it does slows it for a while. */
const TURNS = 2;
/** What results in a row may hold, in floats: tfjs frees none before they are computed. */
const MOST_FLOATS = 2 ** 26;

function adapterNames(): readonly string[] {
	const { vendor, architecture, device, description } = currentBackend().device.adapterInfo;
	return [vendor, architecture, device, description];
}

/** Whether the GPU is played by the processor: then measurements must be small. */
export const runsInSoftware = (): boolean => isSoftware(...adapterNames());

/** Multiply-accumulates that software is through with sooner than with compiling a large tile for them. */
const LITTLE = 1e6;

/** Whether in software the kernel that compiles soonest will do for so many multiply-accumulates. */
export const isLittle = (work: number): boolean => work < LITTLE;

/**
 * Milliseconds from handing over so many launches until all are done. They go to the GPU together, and
 * the clock starts when they do: a GPU is done with a kernel before the next one could be asked for.
 */
async function time(run: () => Tensor, launches: number): Promise<number> {
	const backend = currentBackend();
	const submitAfter = env().getNumber(SUBMIT_AFTER);
	flush(backend);
	await backend.device.queue.onSubmittedWorkDone();
	env().set(SUBMIT_AFTER, Infinity);
	try {
		for (let i = 0; i < launches; i++) run().dispose();
		const start = performance.now();
		flush(backend);
		await backend.device.queue.onSubmittedWorkDone();
		return performance.now() - start;
	} finally {
		env().set(SUBMIT_AFTER, submitAfter);
	}
}

/** The least time of so many launches, less what one takes, by each of those between. */
async function timeEach(run: () => Tensor, launches: number, once: number): Promise<number> {
	let least = Infinity;
	for (let round = 0; round < ROUNDS; round++) least = Math.min(least, await time(run, launches));
	return Math.max(0, least - once) / (launches - 1);
}

/** How many results in a row fit, after a first run that compiles a variant. */
async function compiled(run: () => Tensor): Promise<number> {
	const backend = currentBackend();
	const first = run();
	flush(backend);
	await backend.device.queue.onSubmittedWorkDone();
	first.dispose();
	return Math.floor(MOST_FLOATS / first.size);
}

/** The time of a variant that is compiled. */
async function timeOf(run: () => Tensor, room: number, best: number): Promise<number> {
	let each = await time(run, 1);
	if (each < PLAIN && room >= FEW) {
		const once = Math.min(each, await time(run, 1));
		each = await timeEach(run, FEW, once);
		const more = Math.min(MANY, room, Math.ceil(PLAIN / each));
		if (each < HOPELESS * best && more > FEW) each = await timeEach(run, more, once);
	}
	return each;
}

/** Zeros to measure with. */
function zerosFor({ x: shape, halved }: AutotuneTask): Tensor {
	const x = zeros([...shape]);
	if (!halved) return x;
	const lying = converted(x, 'f16');
	x.dispose();
	return lying;
}

/** The name of the variant that is fastest on this device, by a short measurement the first time. */
export async function autotune(task: AutotuneTask): Promise<string> {
	let x: Tensor | undefined;
	const rooms = new Map<string, number>();
	const stopwatch = {
		device: adapterNames().join('/'),
		rounds: runsInSoftware() ? TURNS : 1,
		margin: 0,
		hasTime: () => true,
		async time({ name, run }: KernelVariant, best: number) {
			const backend = currentBackend();
			// What else is being compiled would be timed too.
			await pipelinesOf(backend).compiled();
			const input = (x ??= zerosFor(task));
			const launch = (): Tensor => run(input);
			backend.device.pushErrorScope('validation');
			const room = rooms.get(name) ?? (await compiled(launch));
			rooms.set(name, room);
			const ms = await timeOf(launch, room, best);
			const error = await backend.device.popErrorScope();
			return error ? Infinity : ms;
		}
	};
	try {
		return await choose(task, stopwatch);
	} finally {
		x?.dispose();
	}
}
