import { madd } from './vector';

/** What global response normalization is called with, in words; see `GRN` in `words.ts`. */
const X: usize = 0;
const OUT: usize = 4;
const WEIGHT: usize = 8;
const BIAS: usize = 12;
const LENGTHS: usize = 16;
const POSITIONS: usize = 20;
const CHANNELS: usize = 24;
const EPS: usize = 28;
const ROWS: usize = 32;
const ROWS_PER_JOB: usize = 36;

/** Channels of a job: a line of the cache. */
const SOME: usize = 16;

/** The length of some channels of one image over all its positions. */
export function channelLengths(args: usize, job: usize): void {
	const channels = load<usize>(args, CHANNELS);
	const positions = load<usize>(args, POSITIONS);
	const jobs = (channels + SOME - 1) / SOME;
	const image = job / jobs;
	const first = (job % jobs) * SOME;
	const end = min(channels, first + SOME);
	const lengths = load<usize>(args, LENGTHS) + 4 * image * channels;
	for (let c = first; c < end; c++) store<f32>(lengths + 4 * c, 0);
	let from = load<usize>(args, X) + 4 * image * positions * channels;
	for (let p: usize = 0; p < positions; p++) {
		let c = first;
		for (; c + 4 <= end; c += 4) {
			const v = v128.load(from + 4 * c);
			v128.store(lengths + 4 * c, madd(v, v, v128.load(lengths + 4 * c)));
		}
		for (; c < end; c++) {
			const v = load<f32>(from + 4 * c);
			store<f32>(lengths + 4 * c, load<f32>(lengths + 4 * c) + v * v);
		}
		from += 4 * channels;
	}
	for (let c = first; c < end; c++)
		store<f32>(lengths + 4 * c, sqrt<f32>(load<f32>(lengths + 4 * c)));
}

/** Some rows, each channel by its length over the mean of all channels', and as it was. */
export function byLength(args: usize, job: usize, scratch: usize): void {
	const channels = load<usize>(args, CHANNELS);
	const positions = load<usize>(args, POSITIONS);
	const weight = load<usize>(args, WEIGHT);
	const bias = load<usize>(args, BIAS);
	const x = load<usize>(args, X);
	const out = load<usize>(args, OUT);
	const first = job * load<usize>(args, ROWS_PER_JOB);
	const end = min(load<usize>(args, ROWS), first + load<usize>(args, ROWS_PER_JOB));
	let factorsOf: usize = usize.MAX_VALUE;
	for (let row = first; row < end; row++) {
		const image = row / positions;
		if (image != factorsOf) {
			factorsOf = image;
			const lengths = load<usize>(args, LENGTHS) + 4 * image * channels;
			let total: f32 = 0;
			for (let c: usize = 0; c < channels; c++) total += load<f32>(lengths + 4 * c);
			const share: f32 = 1 / (total / f32(channels) + load<f32>(args, EPS));
			for (let c: usize = 0; c < channels; c++) {
				const factor = load<f32>(lengths + 4 * c) * share * load<f32>(weight + 4 * c);
				store<f32>(scratch + 4 * c, 1 + factor);
			}
		}
		const from = x + 4 * row * channels;
		const to = out + 4 * row * channels;
		let c: usize = 0;
		for (; c + 4 <= channels; c += 4)
			v128.store(
				to + 4 * c,
				madd(v128.load(from + 4 * c), v128.load(scratch + 4 * c), v128.load(bias + 4 * c))
			);
		for (; c < channels; c++)
			store<f32>(
				to + 4 * c,
				load<f32>(from + 4 * c) * load<f32>(scratch + 4 * c) + load<f32>(bias + 4 * c)
			);
	}
}
