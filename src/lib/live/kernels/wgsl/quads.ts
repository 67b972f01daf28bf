import { currentBackend, launch, type Source } from './program.ts';

/** Threads that tell each other values; the smallest subgroup has as many. */
export const QUAD = 4;

/** Each thread stores the numbers that the members of its quad tell. */
const told: Source = {
	key: 'quads',
	group: 64,
	enables: 'subgroups',
	reads: [],
	lanes: 4,
	sizes: ['count'],
	code: `
fn main(index : i32) {
	let all = vec4<i32>(quadBroadcast(index, 0u), quadBroadcast(index, 1u), quadBroadcast(index, 2u), quadBroadcast(index, 3u));
	if (index < uniforms.count) { result[index] = vec4<f32>(all); }
}`
};

const THREADS = 1024;

/** By device: whether its quads are as we number them. */
const known = new WeakMap<GPUDevice, Promise<boolean>>();

async function ask(): Promise<boolean> {
	const y = launch({
		source: told,
		reads: [],
		sizes: { count: THREADS },
		threads: THREADS,
		out: [THREADS * QUAD]
	});
	const values = await y.data();
	y.dispose();
	return values.every((value, at) => {
		const [thread, member] = [Math.trunc(at / QUAD), at % QUAD];
		return value === thread - (thread % QUAD) + member;
	});
}

/**
 * Whether four threads in a row can tell each other values on this device. WGSL says that a subgroup
 * has quads, not which threads they are, so the device is asked once.
 */
export function hasQuads(): Promise<boolean> {
	const { device } = currentBackend();
	if (!device.features.has('subgroups')) return Promise.resolve(false);
	const answer = known.get(device) ?? ask();
	known.set(device, answer);
	return answer;
}
