import type { Net, Shape } from '../arch/net.ts';
import type { WeightFile } from '../checkpoint/checkpoint.ts';
import type { Backend, BackendName, Fallback } from '../runtimes/backends.ts';
import type { RunReport } from './report/report.ts';
import type { Kernels } from '../runtimes/kernel-sets.ts';
import type { Failure } from '../errors/failure.ts';
import type { ImageFile } from '../image/preprocessing.ts';
import type { Peaks, PeaksRequest } from './peaks/peaks.ts';
import type { Sweep, SweepPoint, SweepRequest } from './sweep/sweep.ts';
import type { Calibration, CalibrationRequest } from '../predict/calibration.ts';
import type { Interleaved, InterleavedRequest } from './interleaved/interleaved.ts';

/** A network to build and time. */
export type RunRequest = Readonly<{
	net: Net;
	/** Shape of one image, `[height, width, channels]`. */
	input: Shape;
	batch: number;
	/** `null` takes the best there is. */
	backend: BackendName | null;
	kernels: Kernels;
	/** Timed passes. */
	runs: number;
	/** The most time for the timed passes, ms. */
	budgetMs: number;
	/** Whether the GPU's kernels are measured again, and what was chosen before is forgotten. */
	chooseAnew?: boolean;
	/** Passes after the first that are not counted; none unless asked for. */
	warmups?: number;
	/** Whether to time every layer as well, after the timed passes. */
	layerTimes: boolean;
	/** The design as a link, for the report. */
	design: string;
	/** Where the weights' values are; without it they are the deterministic ones. */
	weights?: WeightFile;
	/** What to look at; without it the deterministic image. */
	image?: ImageFile;
}>;

/** What a run does now. Counts start at 0. */
export type Progress = Readonly<
	| { phase: 'backend'; label: string; fallback: Fallback | null }
	| { phase: 'weights'; done: number; total: number; fromFile: boolean }
	| { phase: 'first pass'; compiled?: Readonly<{ done: number; total: number }> }
	| { phase: 'runs'; done: number; total: number }
	| { phase: 'warm-up' }
	| { phase: 'layers'; share: number }
	| { phase: 'peaks'; done: number; total: number }
	/** A batch of a sweep is done: all so far. */
	| { phase: 'sweep'; points: readonly SweepPoint[] }
	/** The page is hidden: nothing is timed until it is seen again. */
	| { phase: 'paused' }
	/** `label` names the kind of kernel calls that are measured. */
	| { phase: 'calibration'; done: number; total: number; label: string }
>;

export type ToWorker = Readonly<
	| { type: 'probe'; id: number }
	| { type: 'run'; id: number; request: RunRequest }
	| { type: 'turns'; id: number; request: InterleavedRequest }
	| { type: 'peaks'; id: number; request: PeaksRequest }
	| { type: 'sweep'; id: number; request: SweepRequest }
	| { type: 'calibrate'; id: number; request: CalibrationRequest }
	| { type: 'stop'; id: number }
	/** Whether anybody can see the page. */
	| { type: 'seen'; seen: boolean }
>;

export type FromWorker = Readonly<
	| { type: 'probed'; id: number; backends: readonly Backend[] }
	| { type: 'progress'; id: number; progress: Progress }
	| { type: 'done'; id: number; report: RunReport }
	| { type: 'turned'; id: number; interleaved: Interleaved }
	| { type: 'peaked'; id: number; peaks: Peaks }
	| { type: 'swept'; id: number; sweep: Sweep }
	| { type: 'calibrated'; id: number; calibration: Calibration }
	| { type: 'cancelled'; id: number }
	| { type: 'failed'; id: number; failure: Failure }
>;

/** How a run ended that gave nothing. `newer` means that another run took its place. */
export type Unfinished = Readonly<
	{ kind: 'cancelled'; by: 'user' | 'newer' } | { kind: 'failed'; failure: Failure }
>;

/** How a run ended. */
export type Outcome = Readonly<{ kind: 'done'; report: RunReport }> | Unfinished;

/** How turns ended. */
export type InterleavedOutcome = Readonly<{ kind: 'done'; interleaved: Interleaved }> | Unfinished;

/** How a measurement of a device's peaks ended. */
export type PeaksOutcome = Readonly<{ kind: 'done'; peaks: Peaks }> | Unfinished;

/** How a sweep over batches ended. */
export type SweepOutcome = Readonly<{ kind: 'done'; sweep: Sweep }> | Unfinished;

/** How a calibration ended. */
export type CalibrationOutcome = Readonly<{ kind: 'done'; calibration: Calibration }> | Unfinished;
