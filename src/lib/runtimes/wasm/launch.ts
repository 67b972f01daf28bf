import { engine, registerKernel, type Tensor } from '@tensorflow/tfjs-core';
import type { Shape } from '../../arch/net.ts';
import { hasFactors, isJoining, joinsIn, type Epilogue } from '../plan/epilogue.ts';
import { CALL_WORDS, KERNELS, PARTS, PARTS_AT, type KernelName } from './words.ts';
import { wasmEngine } from './current.ts';
import { currentHost } from './host.ts';

/** One call of a kernel of ours. */
export type Launch = Readonly<{
	kernel: KernelName;
	/** Tensors that it reads, and those that its epilogue does. */
	reads: readonly Tensor[];
	epilogue?: Epilogue;
	others?: readonly Tensor[];
	/** What the kernel is called with, from the addresses of what it reads and writes. */
	words: (reads: readonly number[], out: number) => readonly number[];
	jobs: number;
	/** Bytes that each thread needs for itself. */
	scratch?: number;
	/** Shape of the result, the batch first. */
	out: Shape;
}>;

/** The words of an epilogue: how many parts there are, and of each its kind and what it reads. */
function partWords(epilogue: Epilogue, others: readonly number[]): readonly number[] {
	const joins = joinsIn(epilogue);
	let seen = 0;
	// The other operands of joins come first, then factors and summands.
	const words = epilogue.flatMap((part) => {
		if (isJoining(part)) return [PARTS[part], others[seen++] ?? 0, 0];
		return [
			PARTS[part],
			...(hasFactors(part) ? [others[joins] ?? 0, others[joins + 1] ?? 0] : [0, 0])
		];
	});
	return [epilogue.length, ...words];
}

function compute(
	{ kernel, epilogue = [], words, jobs, scratch = 0 }: Launch,
	at: readonly number[],
	reads: number,
	out: number
): void {
	const all = new Array<number>(CALL_WORDS).fill(0);
	words(at.slice(0, reads), out).forEach((word, i) => (all[i] = word));
	partWords(epilogue, at.slice(reads)).forEach((word, i) => (all[PARTS_AT + i] = word));
	const own = wasmEngine();
	own.reserve(scratch);
	own.call(kernel, all, jobs);
}

const nameOf = (kernel: KernelName): string => `Own ${kernel}`;

// As kernels of tfjs they are listed, and their results counted, like its own.
for (const kernel of KERNELS)
	registerKernel({
		kernelName: nameOf(kernel),
		backendName: 'wasm',
		kernelFunc({ inputs, attrs }) {
			const launch = attrs as unknown as Launch;
			const host = currentHost();
			const result = host.makeOutput([...launch.out], 'float32');
			const at = Object.values(inputs).map((input) => host.getMemoryOffset(input?.dataId ?? {}));
			compute(launch, at, launch.reads.length, host.getMemoryOffset(result.dataId));
			return result;
		}
	});

/** Runs a kernel; its inputs stay. */
export function launch(of: Launch): Tensor {
	const { kernel, reads, others = [] } = of;
	const inputs = Object.fromEntries([...reads, ...others].map((tensor, i) => [`x${i}`, tensor]));
	return engine().runKernel(nameOf(kernel), inputs, of as never);
}
