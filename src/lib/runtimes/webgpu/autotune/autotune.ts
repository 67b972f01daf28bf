import { zeros, type Tensor } from '@tensorflow/tfjs-core';
import type { Shape } from '../../../arch/net.ts';
import { isSoftware } from '../../backends.ts';
import { converted } from '../wgsl/convert.ts';
import { currentBackend } from '../current-backend.ts';
import { keep, printOf, recall, type Answer } from './remember.ts';

/** A kernel that could do it. */
export type KernelVariant = Readonly<{
	/** Its own among the others. */
	name: string;
	/** Tells releases of it apart; the same whenever the key is the same. */
	code: string;
	run: (x: Tensor) => Tensor;
}>;

/** Variants for one thing to compute; those of one key share an answer. */
export type AutotuneTask = Readonly<{
	key: string;
	variants: readonly KernelVariant[];
	/** Of the input to measure with. */
	x: Shape;
	/** Whether it lies in halves. */
	halved?: boolean;
}>;

/** A run of so many ms shows on a coarse clock; shorter ones are launched many times in a row. */
const PLAIN = 5;
const LAUNCHES = 8;
const ROUNDS = 2;

/** A kernel that takes so many times the best one's time needs no closer look. */
const HOPELESS = 2;

/** By adapter and key; from earlier visits, and from this one. */
let answers: Promise<Map<string, Answer>> | undefined;

const known = (): Promise<Map<string, Answer>> =>
	(answers ??= recall().then((kept) => new Map(kept)));

/** Has all kernels measured again when they are next needed. */
export async function forgetAnswers(): Promise<void> {
	answers = Promise.resolve(new Map());
	await keep(new Map());
}

function adapterNames(): readonly string[] {
	const { vendor, architecture, device, description } = currentBackend().device.adapterInfo;
	return [vendor, architecture, device, description];
}

/** Whether the GPU is played by the processor: then measurements must be small. */
export const runsInSoftware = (): boolean => isSoftware(...adapterNames());

/** Milliseconds of so many launches and a read-back. */
async function time(run: () => Tensor, launches: number): Promise<number> {
	const start = performance.now();
	for (let i = 1; i < launches; i++) run().dispose();
	const y = run();
	await y.data();
	y.dispose();
	return performance.now() - start;
}

/** The least time of a variant after a first run that compiles it; infinite if the device objects. */
async function timeOf(run: () => Tensor, best: number): Promise<number> {
	const { device } = currentBackend();
	device.pushErrorScope('validation');
	await time(run, 1);
	let least = await time(run, 1);
	const launches = least < PLAIN ? LAUNCHES : 1;
	if (least < HOPELESS * best)
		for (let round = 0; round < (launches > 1 ? ROUNDS : 1); round++)
			least = Math.min(least, (await time(run, launches)) / launches);
	const error = await device.popErrorScope();
	return error ? Infinity : least;
}

/** Zeros to measure with. */
function zerosFor({ x: shape, halved }: AutotuneTask): Tensor {
	const x = zeros([...shape]);
	if (!halved) return x;
	const lying = converted(x, 'f16');
	x.dispose();
	return lying;
}

async function measured(task: AutotuneTask): Promise<string> {
	const { variants } = task;
	const x = zerosFor(task);
	const times = new Map<string, number>();
	for (const { name, run } of variants)
		times.set(name, await timeOf(() => run(x), Math.min(...times.values())));
	x.dispose();
	const [best] = [...times].sort(([, a], [, b]) => a - b);
	if (!best) throw new Error('there are no kernel variants');
	return best[0];
}

/**
 * The name of the variant that is fastest on this device, by a short measurement the first time.
 * Answers are kept between visits, until the browser or a variant's code changes.
 */
export async function autotune(task: AutotuneTask): Promise<string> {
	const [only, ...others] = task.variants;
	if (only && others.length === 0) return only.name;
	const print = printOf(
		navigator.userAgent,
		...task.variants.flatMap(({ name, code }) => [name, code])
	);
	const key = `${adapterNames().join('/')} ${task.key}`;
	const all = await known();
	const before = all.get(key);
	if (before?.print === print && task.variants.some(({ name }) => name === before.name))
		return before.name;
	const name = await measured(task);
	all.set(key, { name, print });
	await keep(all);
	return name;
}
