import type { Calibration, CalibrationRequest } from '../predict/calibration.ts';
import type { Classified, ClassifyRequest } from './classify/classify.ts';
import type { Fields, FieldsRequest } from './inspect/fields.ts';
import type { Features, InspectRequest } from './inspect/inspect.ts';
import type { Interleaved, InterleavedRequest } from './interleaved/interleaved.ts';
import type { Peaks, PeaksRequest } from './peaks/peaks.ts';
import type { Lesioned, LesionsRequest } from './inspect/lesions.ts';
import type { NetworkStatistics, StatisticsRequest } from './inspect/statistics.ts';
import type {
	CalibrationProgress,
	ClassifyProgress,
	FieldsProgress,
	InspectProgress,
	InterleavedProgress,
	LesionsProgress,
	Paused,
	PeaksProgress,
	RunProgress,
	StatisticsProgress,
	SweepProgress,
	WatchProgress
} from './progress.ts';
import type { RunReport } from './report/report.ts';
import type { RunRequest } from './run-request.ts';
import type { Sweep, SweepRequest } from './sweep/sweep.ts';
import type { FrameRequest, Seen, Watched, WatchRequest } from './watch/watch.ts';

type Task<Request, Progress, Result> = Readonly<{
	request: Request;
	progress: Progress;
	result: Result;
}>;

/** All that the worker can be asked for. A new task is an entry here and one in `worker/handlers.ts`. */
export type Tasks = Readonly<{
	/** Builds a network and times its passes. */
	run: Task<RunRequest, RunProgress, RunReport>;
	/** Times networks interleaved. */
	interleaved: Task<InterleavedRequest, InterleavedProgress, Interleaved>;
	/** Measures what a device reaches at best. */
	peaks: Task<PeaksRequest, PeaksProgress, Peaks>;
	/** Times a network at growing batches. */
	sweep: Task<SweepRequest, SweepProgress, Sweep>;
	/** Looks at images with one network. */
	classify: Task<ClassifyRequest, ClassifyProgress, Classified>;
	/** Tells what comes out of a layer; the network stays for the next layer, until another task comes. */
	inspect: Task<InspectRequest, InspectProgress, Features>;
	/** Measures what units see, with the network that is looked into. */
	fields: Task<FieldsRequest, FieldsProgress, Fields>;
	/** Computes the network that is looked into without some of its parts, a few at a time. */
	lesions: Task<LesionsRequest, LesionsProgress, Lesioned>;
	/** Tells how strong, sparse and alike what every layer of the network gives is. */
	statistics: Task<StatisticsRequest, StatisticsProgress, NetworkStatistics>;
	/** Opens a network for a camera's frames; it stays until another task comes. */
	watch: Task<WatchRequest, WatchProgress, Watched>;
	/** Looks at a frame with the network that is open. */
	frame: Task<FrameRequest, never, Seen>;
	/** Measures what predictions need. */
	calibrate: Task<CalibrationRequest, CalibrationProgress, Calibration>;
}>;

export type TaskName = keyof Tasks;
export type RequestOf<T extends TaskName> = Tasks[T]['request'];
export type ResultOf<T extends TaskName> = Tasks[T]['result'];
/** What a task reports while it is under way; any of them may have to wait. */
export type ProgressOf<T extends TaskName> = Tasks[T]['progress'] | Paused;

/** What some task does now. */
export type Progress = ProgressOf<TaskName>;
