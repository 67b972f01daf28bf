import type { Net, Shape } from '../arch/net.ts';
import type { Lesion } from '../arch/lesions.ts';
import type { WeightSource } from '../checkpoint/weight-source.ts';
import type { Probe } from './backends.ts';
import type { Kernels } from './kernel-sets.ts';
import type { GpuClock, LayerTime } from './layer-time.ts';
import type { PeakTrials } from './peak-trial.ts';
import type { RunPrecision } from '../count/run-precision.ts';
import type { Step } from './plan/plan.ts';

/**
 * The seam between what asks for networks to be computed and the engines that compute them. Nothing
 * here is of any engine: values are float32, row-major, the batch first and channels last.
 */

/** An engine on one kind of device. */
export type Runtime = Readonly<{
	/** Looks at what there is, in the thread that would run it; loads nothing. */
	probe(): Promise<Probe>;
	/**
	 * Loads the engine and opens the device. One session of an engine can be open at a time.
	 *
	 * @throws LiveError when there is nothing to open
	 */
	open(): Promise<Session>;
}>;

/** An engine, as a report names it. */
export type EngineFacts = Readonly<{
	name: string;
	version: string;
	/** What it was set to and found out, as text: some values are infinite, which JSON cannot say. */
	flags: Readonly<Record<string, string>>;
	/** Threads of the processor that did start; `null` where it computes on another device, or on one. */
	threads: number | null;
}>;

/** What a session has on its device. */
export type MemoryUse = Readonly<{
	tensors: number;
	bytes: number;
	/** How many of the tensors a network that was freed has left for the next one. */
	kept: number;
}>;

/** An open device. Whatever it made is gone once it is closed. */
export type Session = Readonly<{
	/** Rejects with a `LiveError` when the device is lost; else it stays pending. */
	lost: Promise<never>;
	/** Whether a network's kernels can stay on the device for the next one. */
	keeps: boolean;
	/** How steps are timed: on the GPU's clock, by waiting for each, or not at all (`null`). */
	stepClock: 'gpu' | 'wait' | null;
	engine(): EngineFacts;
	/** What is on the device now; `null` where the engine does not say. */
	memory(): MemoryUse | null;
	/**
	 * Follows what is on the device from now on; the function it gives ends that and says the most
	 * bytes there were at once, `null` where the engine does not say.
	 */
	watchPeakBytes(): () => number | null;
	/**
	 * Collects the device's errors from now on; the function it gives ends that, and throws a
	 * `LiveError` if there were any.
	 */
	watchErrors(): () => Promise<void>;
	/** @throws LiveError, or what `between` throws */
	compile(request: CompileRequest): Promise<CompiledNet>;
	/**
	 * Puts a single kernel call on the device, to be timed.
	 *
	 * @throws LiveError with the code `unsupported` where the engine has no kernel calls of ours
	 */
	compileStep(step: Step, request: StepRequest): Promise<CompiledStep>;
	/**
	 * Work that shows what the device reaches at best.
	 *
	 * @throws LiveError with the code `unsupported` where there is none
	 */
	peakTrials(): Promise<PeakTrials>;
	/** Frees everything. */
	close(): void;
}>;

/** A network to build. */
export type CompileRequest = Readonly<{
	net: Net;
	/** Shape of one image, `[height, width, channels]`. */
	input: Shape;
	/** Images of a pass. */
	batch: number;
	/** Whose kernels compute it, where the engine has several sets. */
	kernels: Kernels;
	/** What weights and what is handed on are kept as; `f32` without it, the one in which outputs can be named. */
	precision?: RunPrecision;
	weights: WeightSource;
	/** Paths of layers whose outputs will be asked for: no kernel computes past them. */
	outputs?: readonly string[];
	/** Whether kernel variants are measured again, and what was chosen before is forgotten. */
	autotuneAnew?: boolean;
	/**
	 * Names where the weights come from, for a network whose kernels stay on the device when it is freed, in
	 * sessions that keep them: the next that is compiled takes those that it has too, and the others go then.
	 */
	keepAs?: string;
	/** Called before each part is built with how many are; may throw to stop. */
	between?: (done: number, total: number) => Promise<void>;
}>;

/** Kernels that were there already, and how many a network has. */
export type Taken = Readonly<{ kernels: number; of: number }>;

/** A network on the device, to be run on any number of inputs. */
export type CompiledNet = Readonly<{
	/** Elements of all parameters on the device; `null` where the engine does not say. */
	params: number | null;
	/** How many of its kernels the network before it left; `null` where the engine keeps none. */
	taken: Taken | null;
	/**
	 * Puts images on the device: as many as a pass has, one after the other, or a single one that
	 * stands for all of them.
	 */
	feed(images: Float32Array): Pass;
	/** Frees the weights, but for what is kept. */
	free(): void;
}>;

/** What a layer gave, `[batch, ...]`. */
export type LayerOutput = Readonly<{ path: string; shape: Shape; values: Float32Array }>;

/** Values of a layer in a pass of the whole network, and in those without some of its parts, in their order. */
export type WholeAndWithout = Readonly<{ whole: Float32Array; each: readonly Float32Array[] }>;

/** What a gradient is taken of, and where it is asked for. */
export type GradientRequest = Readonly<{
	/** Path of a layer: gradients are those of the sum of its outputs, each times a factor. */
	of: string;
	/** One for each of its outputs for one image; or what gives them once its outputs are known. */
	factors: Float32Array | ((outputs: Float32Array) => Float32Array);
	/** Paths of the layers at whose outputs gradients are asked for; `null` is the network’s input. */
	at: readonly (string | null)[];
	/** What is switched off on the way there and back. */
	without?: readonly Lesion[];
	/**
	 * Bytes of values and gradients at once, the input and the kernels’ own apart: where all that the way
	 * back takes is more, pieces of the way there are computed again.
	 */
	most?: number;
}>;

/** What a layer gave, and the gradient there. */
export type LayerGradient = Readonly<
	Omit<LayerOutput, 'path'> & { path: string | null; gradient: Float32Array }
>;

/** A network with an input, to be computed again and again. */
export type Pass = Readonly<{
	/**
	 * Compiles all that a pass needs at once, and computes nothing.
	 *
	 * @param onProgress how many kernels are compiled, and how many there are
	 */
	compile(onProgress?: (done: number, total: number) => void): Promise<void>;
	/**
	 * Done when the result has been read back.
	 *
	 * @param between called now and then where a device goes on with a pass after its worker has ended; may throw to stop
	 * @throws LiveError when the device is lost meanwhile
	 */
	run(between?: () => Promise<void>): Promise<Float32Array>;
	/** The same, with the names of its kernel calls in order; `null` where the engine does not say. */
	trace(
		between?: () => Promise<void>
	): Promise<Readonly<{ output: Float32Array; kernelCalls: readonly string[] | null }>>;
	/**
	 * What layers give in one pass.
	 *
	 * @param between called now and then where a pass can be left; may throw to stop
	 * @param without what is switched off in it, of layers that were named when compiling
	 * @throws Error for a layer that was not named when compiling
	 * @throws LiveError with the code `unsupported` where the engine can switch nothing off
	 */
	outputsOf(
		paths: readonly string[],
		between?: () => Promise<void>,
		without?: readonly Lesion[]
	): Promise<readonly LayerOutput[]>;
	/**
	 * What a layer gives as a whole, and without each of some parts. What comes before a part is computed
	 * once for all, with no more in memory than two passes have.
	 *
	 * @param path of a layer that was named when compiling, as those that are switched off were
	 * @param each what is switched off together
	 * @param between called before every step; may throw to stop
	 * @param onDone called after every part with how many are done
	 * @throws LiveError with the code `unsupported` where the engine can switch nothing off
	 */
	outputsWithout(
		path: string,
		each: readonly (readonly Lesion[])[],
		between?: () => Promise<void>,
		onDone?: (done: number) => void
	): Promise<WholeAndWithout>;
	/**
	 * Hands over what every layer gives that was named when compiling, one by one in one pass.
	 *
	 * @param between called before every step where a pass can be left; may throw to stop
	 */
	eachOutput(take: (output: LayerOutput) => void, between?: () => Promise<void>): Promise<void>;
	/**
	 * Gradients at layers, in one pass forward and one back, of a network that was compiled with all
	 * its layers as outputs.
	 *
	 * @param between called before every step; may throw to stop
	 * @throws LiveError with the code `unsupported` where the engine has no gradients
	 */
	gradientsOf(
		request: GradientRequest,
		between?: () => Promise<void>
	): Promise<readonly LayerGradient[]>;
	/** @throws LiveError with the code `unsupported` where the session has no clock for steps */
	timeSteps(timing: StepTiming): Promise<TimedSteps>;
	/** Frees the input. */
	free(): void;
}>;

/** How steps are timed. */
export type StepTiming = Readonly<{
	/** Passes to time, at least one. */
	passes: number;
	/** Before and after what is timed, with the share of all that is done; may throw to stop. */
	between?: (share: number) => Promise<void>;
	/** How often something has come in the way: a pass in which it did is made again. */
	disturbances?: () => number;
}>;

export type TimedSteps = Readonly<{
	/** Every layer of the network, in order. */
	layers: readonly LayerTime[];
	/** `null` where steps were waited for one by one. */
	gpu: GpuClock | null;
}>;

/** A kernel call to put on the device by itself. */
export type StepRequest = Readonly<{
	batch: number;
	kernels: Kernels;
	weights: WeightSource;
	/** How many sets of its weights there are, which calls in a row go through. */
	copies: number;
	/** Whether what it takes is written before each launch, as in a network, where a launch can be timed without that. */
	inputsAnew?: boolean;
}>;

/** A kernel call on the device, that can be launched again and again. */
export type CompiledStep = Readonly<{
	copies: number;
	/** What so many launches take, the wait for their end included, ms. */
	time(launches: number): Promise<number>;
	free(): void;
}>;
