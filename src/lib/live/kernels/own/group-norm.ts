import { elements } from '../../../arch/ops.ts';
import type { Ready } from '../kernel.ts';
import { groupNorm as source } from '../wgsl/group-norm.ts';
import { lanesOf, launch } from '../wgsl/program.ts';
import { groupThreads } from '../wgsl/rows.ts';
import { batchOf, channelsOf, othersOf, vector, type OwnMaking } from './own.ts';

export function groupNorm({ op, x, out, values, finish }: OwnMaking<'groupNorm'>): Ready {
	const { groups, eps } = op;
	const channels = channelsOf(x);
	const lanes = lanesOf(channels / groups);
	const shader = source(lanes, eps, finish);
	const params = values.map(vector);
	const positions = elements(x.slice(0, -1));
	return {
		params,
		buffers: [],
		run(input, ...rest) {
			const teams = batchOf(input) * groups;
			return launch({
				source: shader,
				reads: [input, ...params, ...othersOf(finish, rest)],
				sizes: { positions, depth: channels / lanes, groups, teams },
				threads: groupThreads(teams),
				out: [batchOf(input), ...out]
			});
		}
	};
}
