import { Cancelled, failureOf } from '../../errors/failure.ts';
import type { SweepProgress } from '../progress.ts';
import type { RunContext } from '../run-context.ts';
import { runNetwork } from '../run.ts';
import { release } from '../worker/held.ts';
import { sweepBatches, type Sweep, type SweepEnd, type SweepRequest } from './sweep.ts';
import { placeOf } from '../report/place.ts';
import type { RunReport } from '../report/report.ts';

const MEMORY: ReadonlySet<string> = new Set(['too-large', 'large', 'out-of-memory']);

function endOf(error: unknown): SweepEnd | null {
	if (error instanceof Cancelled) return null;
	const { code, message } = failureOf(error);
	return { why: MEMORY.has(code) ? 'memory' : 'failed', message };
}

/** The share of the time for all batches that the passes of one may take. */
const POINT_SHARE = 1 / 6;

/**
 * Times a network at growing batches, whose weights are made once; each has a pass that is not counted first.
 * A batch that does not fit the memory ends the sweep and is not a failure, unless it is the first.
 *
 * @throws Cancelled, or an error that `failureOf` puts into words
 */
export async function runSweep(
	request: SweepRequest,
	around: RunContext<SweepProgress>
): Promise<Sweep> {
	const { largest, budgetMs, runs, ...common } = request;
	let first: RunReport | undefined;
	const { points, ended } = await sweepBatches({
		largest,
		budgetMs,
		clock: () => performance.now(),
		endOf,
		onProgress: (points) => around.onProgress({ phase: 'sweep', points }),
		async measure(batch) {
			const timing = { runs, budgetMs: budgetMs * POINT_SHARE, warmups: 1, layerTimes: false };
			const fromNothing = first === undefined;
			const report = await runNetwork({ ...common, ...timing, batch, fromNothing }, around);
			first ??= report;
			return {
				batch,
				samples: report.runs.samples,
				stats: report.stats,
				imagesPerSecond: report.imagesPerSecond,
				peakTensorBytes: report.memory.peakTensorBytes
			};
		}
	});
	release();
	if (!first) throw new Error('a sweep has at least one batch');
	const { design, input, backend, adapter, fallback, kernels } = first;
	return {
		...{ design, input, backend, adapter, fallback, kernels },
		backendLabel: placeOf(first),
		...{ points, ended },
		when: new Date().toISOString()
	};
}
