import { currentBackend } from '../current-backend.ts';
import { launch, type ShaderSource } from '../wgsl/program.ts';

/** Threads that swap values; the smallest subgroup has as many. */
export const QUAD = 4;

const SWAPS = ['', 'quadSwapX', 'quadSwapY', 'quadSwapDiagonal'] as const;

/**
 * WGSL: the value of the quad's member whose number is the thread's own, xor `n`. So a thread comes
 * by the values of all four, each in an order of its own. In software that costs a tenth of telling
 * all the same one.
 */
export const swapped = (value: string, n: number): string => `${SWAPS[n] ?? ''}(${value})`;

/** Each thread stores the numbers that it gets by swapping. */
const swaps: ShaderSource = {
	key: 'quads',
	group: 64,
	enables: 'subgroups',
	reads: [],
	vectorWidth: 4,
	sizes: ['count'],
	code: `
fn main(index : i32) {
	let all = vec4<i32>(${SWAPS.map((_, n) => swapped('index', n)).join(', ')});
	if (index < uniforms.count) { result[index] = vec4<f32>(all); }
}`
};

const THREADS = 1024;

/** By device: whether its quads are as we number them. */
const known = new WeakMap<GPUDevice, Promise<boolean>>();

async function ask(): Promise<boolean> {
	const y = launch({
		source: swaps,
		reads: [],
		sizes: { count: THREADS },
		threads: THREADS,
		out: [THREADS * QUAD]
	});
	const values = await y.data();
	y.dispose();
	return values.every((value, at) => {
		const [thread, n] = [Math.trunc(at / QUAD), at % QUAD];
		return value === (thread ^ n);
	});
}

/**
 * Whether four threads in a row can swap values on this device. WGSL says that a subgroup
 * has quads, not which threads they are, so the device is asked once.
 */
export function hasQuads(): Promise<boolean> {
	const { device } = currentBackend();
	if (!device.features.has('subgroups')) return Promise.resolve(false);
	const answer = known.get(device) ?? ask();
	known.set(device, answer);
	return answer;
}
