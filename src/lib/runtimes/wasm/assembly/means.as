/** What a mean over positions is called with, in words; see `MEAN` in `words.ts`. */
const X: usize = 0;
const OUT: usize = 4;
const POSITIONS: usize = 8;
const CHANNELS: usize = 12;
const SKIP: usize = 16;

/** Channels of a job: two lines of the cache. */
const SOME: usize = 32;

/** Some channels of one image: the mean over its positions but the first `skip`. */
export function meanOf(args: usize, job: usize): void {
	const channels = load<usize>(args, CHANNELS);
	const positions = load<usize>(args, POSITIONS);
	const skip = load<usize>(args, SKIP);
	const jobs = (channels + SOME - 1) / SOME;
	const image = job / jobs;
	const first = (job % jobs) * SOME;
	const end = min(channels, first + SOME);
	const to = load<usize>(args, OUT) + 4 * image * channels;
	const row: usize = 4 * channels;
	let from = load<usize>(args, X) + (image * positions + skip) * row;
	memory.fill(to + 4 * first, 0, 4 * (end - first));
	for (let p = skip; p < positions; p++) {
		let c = first;
		for (; c + 4 <= end; c += 4)
			v128.store(to + 4 * c, f32x4.add(v128.load(to + 4 * c), v128.load(from + 4 * c)));
		for (; c < end; c++)
			store<f32>(to + 4 * c, load<f32>(to + 4 * c) + load<f32>(from + 4 * c));
		from += row;
	}
	const share: f32 = 1 / f32(positions - skip);
	for (let c = first; c < end; c++) store<f32>(to + 4 * c, load<f32>(to + 4 * c) * share);
}
