import { zeros, type Tensor } from '@tensorflow/tfjs-core';
import { choose } from '../autotune/autotune.ts';
import { clockStep } from '../clock.ts';
import type { ChooseVariant, TimedVariant } from '../tfjs/kernels/own-kernel.ts';
import { wasmEngine } from './current.ts';
import type { WasmEngine } from './engine.ts';

/** How often each variant is timed: the least time of so many is seldom one that was disturbed. */
const ROUNDS = 4;

/** What another than the rule's must save: calls of one and the same differ by less. */
const MARGIN = 0.06;

/** Browsers compile a kernel in haste, and again while it runs: so long it is not timed, ms. */
const WARM_UP = 8;

/** So many ticks of the clock, and so many ms, are timed at a time. */
const TICKS = 40;
const SHORTEST = 0.25;

/** Where the clock is so coarse that a timing takes longer, nothing is measured, ms. */
const LONGEST = 5;

/** Variants that have run for a while. */
const warm = new WeakMap<WasmEngine, Set<string>>();

function isWarm(engine: WasmEngine, variant: string): boolean {
	const variants = warm.get(engine) ?? new Set();
	warm.set(engine, variants);
	const before = variants.has(variant);
	variants.add(variant);
	return before;
}

/** ms that so many runs take. */
function timeOf(run: () => void, times: number): number {
	const start = performance.now();
	for (let i = 0; i < times; i++) run();
	return performance.now() - start;
}

/**
 * Chooses among variants by timing them, for so long in all; what is not timed then is left to rules,
 * and to another visit.
 *
 * @param budgetMs with what it takes to pack weights for them
 */
export function chooseWithin(budgetMs: number): ChooseVariant {
	let left = budgetMs;
	let window: number | undefined;
	return async (choice) => {
		const engine = wasmEngine();
		const { relaxed, threads } = engine;
		let input: Tensor | undefined;
		function time({ name, run }: TimedVariant): number {
			const x = (input ??= zeros([...choice.x]));
			const compute = () => run(x).dispose();
			for (let spent = isWarm(engine, name) ? WARM_UP : 0; spent < WARM_UP;)
				spent += timeOf(compute, 1);
			const once = timeOf(compute, 1);
			const times = Math.ceil((window ?? 0) / once);
			return times === 1 ? once : timeOf(compute, times) / times;
		}
		const stopwatch = {
			device: `WebAssembly ${relaxed ? 'relaxed' : 'plain'} ${threads}`,
			rounds: ROUNDS,
			margin: MARGIN,
			hasTime: () => left > 0 && (window ??= Math.max(SHORTEST, TICKS * clockStep())) <= LONGEST,
			time(variant: TimedVariant) {
				const start = performance.now();
				const ms = time(variant);
				left -= performance.now() - start;
				return Promise.resolve(ms);
			}
		};
		try {
			return await choose(choice, stopwatch);
		} finally {
			input?.dispose();
		}
	};
}
