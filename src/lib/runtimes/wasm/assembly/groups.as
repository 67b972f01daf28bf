import { finish } from './epilogue';
import { squares, standardize, sum } from './rows';

/** What a group norm is called with, in words; see `GROUPS` in `words.ts`. */
const X: usize = 0;
const OUT: usize = 4;
const WEIGHT: usize = 8;
const BIAS: usize = 12;
const POSITIONS: usize = 16;
const CHANNELS: usize = 20;
const GROUP_COUNT: usize = 24;
const EPS: usize = 28;

/** A group of channels of one image, at mean 0 and deviation 1 over all positions. */
export function groupNorm(args: usize, job: usize): void {
	const groups = load<usize>(args, GROUP_COUNT);
	const channels = load<usize>(args, CHANNELS);
	const positions = load<usize>(args, POSITIONS);
	const width = channels / groups;
	const group = job % groups;
	const start = ((job / groups) * positions * channels + group * width) * 4;
	const x = load<usize>(args, X) + start;
	const out = load<usize>(args, OUT);
	const row: usize = 4 * channels;
	const count = f32(positions * width);
	// Sums of single precision, of many values: each row's first.
	let total: f64 = 0;
	for (let p: usize = 0; p < positions; p++) total += f64(sum(x + p * row, width));
	const mean = f32(total / f64(count));
	let squared: f64 = 0;
	for (let p: usize = 0; p < positions; p++) squared += f64(squares(x + p * row, width, mean));
	const scale = f32(1 / sqrt<f64>(squared / f64(count) + f64(load<f32>(args, EPS))));
	const weight = load<usize>(args, WEIGHT) + 4 * group * width;
	const bias: usize = load<usize>(args, BIAS) == 0 ? 0 : load<usize>(args, BIAS) + 4 * group * width;
	for (let p: usize = 0; p < positions; p++) {
		standardize(x + p * row, out + start + p * row, width, mean, scale, weight, bias);
		finish(args, out, start / 4 + p * channels, width, channels);
	}
}
