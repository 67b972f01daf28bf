import { keep, printOf, recall, type Answer } from './remember.ts';

/** One of several kernels for the same work. */
export type Variant = Readonly<{
	/** Its own among the others. */
	name: string;
	/** Tells releases of it apart; the same whenever the key is the same. */
	code: string;
}>;

/**
 * Variants for one thing to compute, the first being the one to take where nothing is known. Those of
 * one key share an answer if they are the same.
 */
export type Choice<V extends Variant> = Readonly<{ key: string; variants: readonly V[] }>;

/** How variants are timed on a device. */
export type Stopwatch<V extends Variant> = Readonly<{
	/** Names the device and all else that times depend on. */
	device: string;
	/** How often each variant is timed, in turns; its least time counts. */
	rounds: number;
	/** The share of the first variant's time that another must save to be taken in its place. */
	margin: number;
	/** Whether there is time for one more; where there is none, nothing is remembered. */
	hasTime(): boolean;
	/**
	 * The time of a variant in ms; infinite where the device objects to it.
	 *
	 * @param best the least time of any so far
	 */
	time(variant: V, best: number): Promise<number>;
}>;

/** A variant that takes so many times the best one's time is not looked at again. */
export const HOPELESS = 2;
/** But for as many times: one alone may have been disturbed. */
const LOOKS = 2;

/** By device and key; from earlier visits, and from this one. */
let answers: Promise<Map<string, Answer>> | undefined;

const known = (): Promise<Map<string, Answer>> =>
	(answers ??= recall().then((kept) => new Map(kept)));

let written: Promise<unknown> = Promise.resolve();
let isWaiting = false;

/** Writes answers down once for all that come while that is waited for. */
function writeDown(all: ReadonlyMap<string, Answer>): void {
	if (isWaiting) return;
	isWaiting = true;
	written = written.then(() => {
		isWaiting = false;
		return keep(all);
	});
}

/** Resolves when all answers so far are kept for later visits, as far as storage permits. */
export const answersKept = async (): Promise<void> => void (await written);

/** Has all kernels measured again when they are next needed. */
export async function forgetAnswers(): Promise<void> {
	const none = new Map<string, Answer>();
	answers = Promise.resolve(none);
	await written;
	await keep(none);
}

/** The least time of each variant, in turns; `null` where time ran out. */
async function measured<V extends Variant>(
	{ variants }: Choice<V>,
	{ rounds, hasTime, time }: Stopwatch<V>
): Promise<ReadonlyMap<string, number> | null> {
	const times = new Map<string, number>();
	for (let round = 0; round < rounds; round++)
		for (const variant of variants) {
			const best = Math.min(...times.values());
			const before = times.get(variant.name);
			const isGivenUp = before === Infinity || round >= LOOKS;
			if (isGivenUp && before !== undefined && before > HOPELESS * best) continue;
			if (!hasTime()) return null;
			const ms = await time(variant, best);
			times.set(variant.name, Math.min(before ?? Infinity, ms));
		}
	return times;
}

/** The fastest, or the first where none saves enough of its time. */
function fastest<V extends Variant>(
	first: V,
	times: ReadonlyMap<string, number>,
	margin: number
): string {
	const [best] = [...times].sort(([, a], [, b]) => a - b);
	const least = times.get(first.name) ?? Infinity;
	return best && best[1] < (1 - margin) * least ? best[0] : first.name;
}

/**
 * The name of the variant that is fastest on this device, by a short measurement the first time.
 * Answers are kept between visits, until the browser or a variant's code changes.
 *
 * @throws Error where there are no variants
 */
export async function choose<V extends Variant>(
	choice: Choice<V>,
	stopwatch: Stopwatch<V>
): Promise<string> {
	const { variants } = choice;
	const [first, ...others] = variants;
	if (!first) throw new Error('there are no kernel variants');
	if (others.length === 0) return first.name;
	const print = printOf(navigator.userAgent, ...variants.flatMap(({ name, code }) => [name, code]));
	// Sizes that share a key may differ in what can compute them: then they share no answer.
	const names = printOf(...variants.map(({ name }) => `${name};`));
	const key = `${stopwatch.device} ${choice.key} ${names}`;
	const all = await known();
	const before = all.get(key);
	if (before?.print === print && variants.some(({ name }) => name === before.name))
		return before.name;
	const times = await measured(choice, stopwatch);
	if (!times) return first.name;
	const name = fastest(first, times, stopwatch.margin);
	all.set(key, { name, print });
	writeDown(all);
	return name;
}
