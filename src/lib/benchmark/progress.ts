import type { Fallback } from '../runtimes/backends.ts';
import type { SweepPoint } from './sweep/sweep.ts';

/** What a task does now, one phase a type. Counts start at 0. */

export type Opening = Readonly<{ phase: 'backend'; label: string; fallback: Fallback | null }>;
type Weights = Readonly<{ phase: 'weights'; done: number; total: number; fromFile: boolean }>;
type FirstPass = Readonly<{
	phase: 'first pass';
	compiled?: Readonly<{ done: number; total: number }>;
}>;
type Passes = Readonly<{ phase: 'runs'; done: number; total: number }>;

/** The page is hidden: nothing is timed until it is seen again. */
export type Paused = Readonly<{ phase: 'paused' }>;

export type InterleavedProgress = Opening | Weights | FirstPass | Passes;

export type RunProgress =
	| InterleavedProgress
	| Readonly<{ phase: 'reference' } | { phase: 'warm-up' } | { phase: 'layers'; share: number }>;

/** Of images, how many have been looked at. */
export type ClassifyProgress =
	| Opening
	| Weights
	| Readonly<{ phase: 'classify'; done: number; total: number }>;

/** A network is opened and built, if it is not there already. */
export type Building = Opening | Weights | FirstPass;

export type InspectProgress = Building | Readonly<{ phase: 'layer' }>;

/** Of gradients at the input, how many have been taken. */
export type FieldsProgress = Building | Readonly<{ phase: 'fields'; done: number; total: number }>;

/** Of passes in which something is switched off, how many have been made. */
export type LesionsProgress =
	| Building
	| Readonly<{ phase: 'lesions'; done: number; total: number }>;

/** Of layers, how many have been computed. */
export type StatisticsProgress =
	| Building
	| Readonly<{ phase: 'statistics'; done: number; total: number }>;

/** Once the network is built, frames are looked at without a word. */
export type WatchProgress = Building;

export type PeaksProgress = Opening | Readonly<{ phase: 'peaks'; done: number; total: number }>;

/** After each batch, all so far; between them, what the run of the next one does. */
export type SweepProgress =
	| RunProgress
	| Readonly<{ phase: 'sweep'; points: readonly SweepPoint[] }>;

/** `label` names the kind of kernel calls that are measured. */
export type CalibrationProgress =
	| Opening
	| Readonly<{ phase: 'calibration'; done: number; total: number; label: string }>;
