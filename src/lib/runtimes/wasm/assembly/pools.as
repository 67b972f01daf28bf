import { finish } from './epilogue';
import { splat } from './vector';

/** What a pool is called with, in words; see `POOL` in `words.ts`. */
const X: usize = 0;
const OUT: usize = 4;
const ROWS: usize = 8;
const HEIGHT: usize = 12;
const WIDTH: usize = 16;
const CHANNELS: usize = 20;
const OUT_HEIGHT: usize = 24;
const OUT_WIDTH: usize = 28;
const DOWN: usize = 32;
const ACROSS: usize = 36;
const STRIDE: usize = 40;
const TOP: usize = 44;
const LEFT: usize = 48;
const BELOW: usize = 52;
const BESIDE: usize = 56;
const KIND: usize = 60;
const ROWS_PER_JOB: usize = 64;

const LARGEST: i32 = 0;
const MEAN_OF_PADDED: i32 = 2;

/** Some rows of a map of largest values or means. With fewer than four channels left, some are computed twice. */
export function pool(args: usize, job: usize): void {
	const height = load<i32>(args, HEIGHT);
	const width = load<i32>(args, WIDTH);
	const channels = load<i32>(args, CHANNELS);
	const outHeight = load<i32>(args, OUT_HEIGHT);
	const outWidth = load<i32>(args, OUT_WIDTH);
	const stride = load<i32>(args, STRIDE);
	const kind = load<i32>(args, KIND);
	const out = load<usize>(args, OUT);
	const rows = load<i32>(args, ROWS_PER_JOB);
	const first = i32(job) * rows;
	const end = min(load<i32>(args, ROWS), first + rows);
	const row: usize = usize(4 * channels);
	for (let r = first; r < end; r++) {
		const y = (r % outHeight) * stride - load<i32>(args, TOP);
		const top = max(0, y);
		const below = min(height, y + load<i32>(args, DOWN));
		const map = load<usize>(args, X) + usize((r / outHeight) * height) * usize(width) * row;
		for (let o = 0; o < outWidth; o++) {
			const x = o * stride - load<i32>(args, LEFT);
			const left = max(0, x);
			const beside = min(width, x + load<i32>(args, ACROSS));
			let count = (below - top) * (beside - left);
			if (kind == MEAN_OF_PADDED)
				count =
					(min(height + load<i32>(args, BELOW), y + load<i32>(args, DOWN)) - y) *
					(min(width + load<i32>(args, BESIDE), x + load<i32>(args, ACROSS)) - x);
			const share = splat(1 / f32(count));
			const to = out + usize(r * outWidth + o) * row;
			for (let c = 0; c < channels; c += 4) {
				const channel = usize(min(c, channels - 4)) * 4;
				let v = splat(kind == LARGEST ? -Infinity : 0);
				for (let i = top; i < below; i++) {
					let at = map + usize(i * width + left) * row + channel;
					for (let j = left; j < beside; j++) {
						v = kind == LARGEST ? f32x4.max(v, v128.load(at)) : f32x4.add(v, v128.load(at));
						at += row;
					}
				}
				v128.store(to + channel, kind == LARGEST ? v : f32x4.mul(v, share));
			}
		}
	}
	const each = usize(outWidth * channels);
	finish(args, out, usize(first) * each, usize(end - first) * each, usize(channels));
}
