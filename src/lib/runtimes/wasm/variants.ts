import type { CompiledKernel } from '../tfjs/kernels/kernel.ts';
import type { OwnKernelArguments } from '../tfjs/kernels/own-kernel.ts';
import { openWasmEngine } from './current.ts';

/** Where a convolution is computed, and what follows it. */
export type Place = Pick<OwnKernelArguments<'conv'>, 'op' | 'x' | 'out' | 'epilogue'>;

/** A way to compute a convolution. */
export type WasmVariant = Readonly<{
	/** Its own among the others. */
	name: string;
	/** Weights are packed once, for all places. */
	kernel: (place: Place) => CompiledKernel;
}>;

/** Makes something when it is first asked for. */
export function once<T>(make: () => T): () => T {
	let made: Readonly<{ value: T }> | undefined;
	return () => (made ??= { value: make() }).value;
}

/** Places of a result that give each thread a few jobs. */
const PLACES_PER_THREAD = 900;

/** So much of a map as is enough to time a convolution, without what follows. */
function excerpt({ op, x, out }: OwnKernelArguments<'conv'>, threads: number): Place {
	const [height = 0, ...line] = x;
	const [outHeight = 0, ...outLine] = out;
	const [width = 1] = outLine;
	const lines = Math.min(outHeight, Math.ceil((PLACES_PER_THREAD * threads) / width));
	const left = outHeight - lines;
	return { op, x: [height - left, ...line], out: [lines, ...outLine], epilogue: [] };
}

/**
 * Compiles the fastest of some variants of a convolution that moves by single steps.
 *
 * @param variants the one that a rule takes first
 */
export async function fastest(
	variants: readonly [rule: WasmVariant, ...others: readonly WasmVariant[]],
	args: OwnKernelArguments<'conv'>
): Promise<CompiledKernel> {
	const [rule] = variants;
	const { op, choose } = args;
	if (!choose) return rule.kernel(args);
	const { print, threads } = await openWasmEngine();
	const place = excerpt(args, threads);
	const kernels: CompiledKernel[] = [];
	const timed = variants.map(({ name, kernel }) => {
		const made = once(() => {
			const compiled = kernel(place);
			kernels.push(compiled);
			return compiled;
		});
		return {
			name,
			code: print,
			run: (...inputs: Parameters<CompiledKernel['run']>) => made().run(...inputs)
		};
	});
	const sizes = [op.kernel, op.padding, place.x, place.out].flat();
	const name = await choose({
		key: ['conv', ...sizes].join(' '),
		x: [1, ...place.x],
		variants: timed
	});
	const chosen = (variants.find((variant) => variant.name === name) ?? rule).kernel(args);
	for (const tensor of kernels.flatMap(({ params }) => params))
		if (!chosen.params.includes(tensor)) tensor.dispose();
	return chosen;
}
