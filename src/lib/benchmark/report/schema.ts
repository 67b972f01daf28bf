import * as v from 'valibot';
import {
	amount,
	atLeastOne,
	count,
	date,
	dictionary,
	flag,
	list,
	number,
	oneOf,
	positive,
	record,
	schemaOf,
	text
} from '../../json/schemas.ts';
import type { GpuClock, LayerTime } from '../../runtimes/layer-time.ts';
import { adapter, backendName, fallback, kernels } from '../../runtimes/schemas.ts';
import type { Stats } from '../../stats/quantiles.ts';
import { gflopsPerSecond, imagesPerSecond, type Timed } from '../passes.ts';
import { REPORT_FORMAT, REPORT_VERSION } from './format.ts';
import { inconsistencies } from './statistics.ts';

const runs = schemaOf<Timed & Readonly<{ done: number; budgetMs: number; warmups: number }>>()(
	record({
		samples: list(amount, 1),
		requested: atLeastOne,
		ended: oneOf('as asked', 'out of time'),
		discarded: count,
		done: atLeastOne,
		budgetMs: positive,
		warmups: count
	})
);

const stats = schemaOf<Stats>()(
	record({
		median: amount,
		p10: amount,
		p90: amount,
		iqr: amount,
		min: amount,
		max: amount
	})
);

const layerTime = schemaOf<LayerTime>()(
	record({
		path: text,
		ms: amount,
		within: v.exactOptional(text),
		kernels: v.exactOptional(list(record({ kernel: text, ms: amount })))
	})
);

const gpuClock = schemaOf<GpuClock>()(
	record({
		sumMs: amount,
		spanMs: amount,
		wallMs: amount,
		stepMs: amount,
		submits: count,
		dispatches: count
	})
);

const memory = record({
	/** The most tensor bytes alive at once in the first pass, weights included. */
	peakTensorBytes: count,
	weightBytes: count,
	/** The least that liveness allows for the batch, without weights and kernels' intermediates. */
	analyticPeakActivationBytes: count,
	/** What was expected before building, kernels' intermediates included. */
	estimatedBytes: count
});

export const output = record({
	finite: flag,
	/** How many outputs there are. */
	classes: atLeastOne,
	/** The first 16 outputs. */
	logits: list(number),
	argmax: count,
	mean: number,
	/** Population standard deviation. */
	std: amount,
	/** The five largest outputs, with their shares after softmax. */
	top: list(record({ index: count, share: amount }))
});

/** What values were kept as, and how far the output was from float32's for the first image. */
export const precisionCheck = record({
	kept: oneOf('f16', 'int8'),
	/** The largest distance, in root mean squares of float32's outputs. */
	distance: amount,
	/** The most that is shown. */
	bound: positive,
	/** Whether the largest output is the same. */
	sameLargest: flag
});

/** What all versions have in common. */
const entries = {
	format: v.literal(REPORT_FORMAT, JSON.stringify(REPORT_FORMAT)),
	/** The design as a link: preset and changes. */
	design: text,
	batch: atLeastOne,
	backend: backendName,
	/** What the backend is on this device, in words. */
	backendLabel: text,
	adapter: v.nullable(adapter),
	fallback: v.nullable(fallback),
	kernels,
	/** What values were kept as, where not as float32 all. */
	precision: v.exactOptional(precisionCheck),
	/** Kernel calls of one pass; on WebGPU each is a dispatch. */
	calls: count,
	/** Which they were, and how often each: on WebGPU the shader that was chosen, with its constants. */
	kernelCalls: list(record({ kernel: text, count: atLeastOne })),
	browser: text,
	userAgent: text,
	/** Versions of this app and of TensorFlow.js. */
	app: text,
	tfjs: text,
	/** What TensorFlow.js was set to, and found out, by the names of its flags; values as text. */
	flags: v.pipe(dictionary(v.string('a text'), 'flags with texts'), v.readonly()),
	/** Threads that the processor has, as the browser tells. */
	threads: count,
	/** Whether the page is cross-origin isolated: clocks are finer then. */
	isolated: flag,
	/** What the weights are. */
	weights: text,
	/** Whether they come from a checkpoint file. */
	fromFile: flag,
	/** What the network looked at, and how it was prepared. */
	image: text,
	/** How many kernels, weights and all, were left by the run before on the same backend; absent from nothing. */
	taken: v.exactOptional(record({ kernels: count, of: atLeastOne })),
	/** Loading the backend's code and opening the device; 0 where it was open. */
	loadMs: amount,
	/** Making the weights and handing them over. */
	buildMs: amount,
	/** Compiling shaders, uploading weights, computing; until the result was read back. */
	firstPassMs: amount,
	/** When a pass counts as finished. */
	finished: text,
	runs,
	stats,
	quantiles: text,
	/** The smallest time that the browser's clock can tell. */
	clockStepMs: amount,
	/** At the median. JSON has no infinity, the rate of passes that are too short for the clock. */
	imagesPerSecond: v.nullable(amount),
	/** Multiply-accumulates of conv and linear for one image. */
	macs: count,
	/** Achieved at the median; 2 FLOPs to a multiply-accumulate. */
	gflopsPerSecond: v.nullable(amount),
	memory,
	/** Tensors left after the model was freed. */
	tensorsLeaked: number,
	params: record({ live: count, analytic: count }),
	output,
	/** Over `layerPasses` passes; empty when not asked for. */
	layerTimes: list(layerTime),
	layerPasses: count,
	layerTimesAre: text,
	/** `null` where layers were not timed, or not on the GPU's clock. */
	gpu: v.nullable(gpuClock),
	/** ISO 8601. */
	when: date
};

const SHAPE = 'a list of height, width and channels';
const shape = v.pipe(v.array(atLeastOne, SHAPE), v.length(3, SHAPE), v.readonly());

/** Side of a square of three channels, px. */
const first = record({ ...entries, version: v.literal(1), input: atLeastOne });
const current = record({
	...entries,
	version: v.literal(REPORT_VERSION),
	/** Shape of one input image, `[height, width, channels]`. */
	input: shape
});

const placed = (input: object, key: string, value: unknown): v.ObjectPathItem => ({
	...{ type: 'object', origin: 'value', key, value },
	input: { ...input }
});

type Current = v.InferOutput<typeof current>;
type Rates = Readonly<Record<'imagesPerSecond' | 'gflopsPerSecond', number>>;

/** What a version says in words of its own comes out in those of the present one. */
export const reportSchema = v.pipe(
	v.variant('version', [first, current]),
	v.transform((report): Omit<Current, keyof Rates> & Rates => ({
		...report,
		version: REPORT_VERSION,
		input: report.version === 1 ? [report.input, report.input, 3] : report.input,
		imagesPerSecond: imagesPerSecond(report.batch, report.stats.median),
		gflopsPerSecond: gflopsPerSecond(report.macs, report.batch, report.stats.median)
	})),
	v.readonly(),
	v.rawCheck(({ dataset, addIssue }) => {
		if (!dataset.typed) return;
		const { value } = dataset;
		for (const { path, found, permitted } of inconsistencies(value)) {
			const [part, field] = path;
			addIssue({
				input: found,
				message: permitted,
				path: [placed(value, part, value[part]), placed(value[part], field, found)]
			});
		}
	})
);
