import { runPeaks } from '../../src/lib/benchmark/peaks/run-peaks.ts';
import type { Peak } from '../../src/lib/benchmark/peaks/peaks.ts';
import { quickWeights } from '../../src/lib/checkpoint/quick-weights.ts';
import { withSession } from '../../src/lib/benchmark/session.ts';
import { loneStep } from '../../src/lib/runtimes/plan/lone-step.ts';
import { atOnce } from './run-at-once.ts';

/** What the device reaches when it does nothing else. */
export type DevicePeaks = Readonly<{
	/** Multiplying and adding in registers, FLOP/s. */
	arithmetic: Peak;
	/** Bytes read and written a second. */
	memory: Peak;
	/** Our kernel for products at the size that suits it best, FLOP/s. */
	product: Peak;
}>;

/** Sides of square products; the next is tried while one takes less than a moment. */
const SIDES = [512, 1024, 2048, 4096];
const MOMENT_MS = 250;
const LONG_ENOUGH_MS = 100;
const ROUNDS = 3;

const productPeak = (): Promise<Peak> =>
	withSession('webgpu', async (session) => {
		let best: Peak = { perSecond: 0, by: '' };
		for (const side of SIDES) {
			const step = loneStep({ kind: 'linear', out: side, bias: true }, [side, side], []);
			const request = { batch: 1, kernels: 'ours', weights: quickWeights, copies: 1 } as const;
			const compiled = await session.compileStep(step, request);
			// The first compiles.
			await compiled.time(1);
			const once = await compiled.time(1);
			const launches = Math.max(1, Math.ceil(LONG_ENOUGH_MS / Math.max(once, 0.1)));
			for (let round = 0; round < ROUNDS; round++) {
				const ms = (await compiled.time(launches)) / launches;
				const perSecond = (2 * side ** 3 * 1000) / ms;
				if (perSecond > best.perSecond) best = { perSecond, by: `${side} × ${side} × ${side}` };
			}
			compiled.free();
			if (once > MOMENT_MS) break;
		}
		return best;
	});

/** Measures them on WebGPU. @throws LiveError when the device is lost */
export async function measurePeaks(): Promise<DevicePeaks> {
	const { arithmetic, memory } = await runPeaks({ backend: 'webgpu' }, atOnce());
	return { arithmetic, memory, product: await productPeak() };
}
