import type { ShaderSource } from './program.ts';
import { TEAM, teamSum } from './row-norms.ts';
import { typeOf, type VectorWidth } from './vector-width.ts';

/** Who adds a channel's values over a map: few channels keep a GPU busy only if many do. */
export type Adders = 'thread' | 'team';

/** Threads that add the values of so many channels, counted in vectors. */
export const addingThreads = (count: number, by: Adders): number =>
	by === 'team' ? count * TEAM : count;

type ChannelSums = Readonly<{
	key: string;
	vectorWidth: VectorWidth;
	/** WGSL: what is added of a value. */
	of: (value: string) => string;
	/** WGSL: what is stored of a sum. */
	stored: (sum: string) => string;
}>;

/** Sums over every image's positions but the first `skip`, for each channel: `[images, channels]`. */
export function channelSums(sums: ChannelSums, by: Adders): ShaderSource {
	const { key, vectorWidth, of, stored } = sums;
	const type = typeOf(vectorWidth);
	const added = (from: string, step: number): string => `
	let c = index % uniforms.depth;
	let start = (index / uniforms.depth) * uniforms.positions;
	var sum = ${type}(0.0);
	for (var at = ${from}; at < uniforms.positions; at += ${step}) {
		let v = x[(start + at) * uniforms.depth + c];
		sum += ${of('v')};
	}`;
	const code = {
		thread: `
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	${added('uniforms.skip', 1)}
	result[index] = ${stored('sum')};
}`,
		team: `
${teamSum(type)}
fn main(thread : i32) {
	let member = i32(localIndex);
	// Teams beyond the last add its values again: all must reach the barriers.
	let index = min(thread / ${TEAM}, uniforms.count - 1);
	${added('uniforms.skip + member', TEAM)}
	let all = gathered(sum, member);
	if (member > 0) { return; }
	result[index] = ${stored('all')};
}`
	};
	return {
		key: `${key}-${by}${vectorWidth}`,
		group: TEAM,
		reads: [{ name: 'x', vectorWidth }],
		vectorWidth,
		sizes: ['positions', 'depth', 'skip', 'count'],
		code: code[by]
	};
}
