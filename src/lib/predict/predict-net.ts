import { join, type Chain, type Child, type Net, type Shape } from '../arch/net.ts';
import { planFor } from '../runtimes/plan/plan-for.ts';
import type { Calibration } from './calibration.ts';
import { stepTime } from './predict.ts';

/**
 * Runs of one and the same block longer than this are cut to it: the rest repeat its second. Kernels may
 * reach over the ends of a run, so that its first and its last are unlike the others.
 */
const KEPT = 3;

type Cut = Readonly<{ net: Net; times: ReadonlyMap<string, number> }>;

/** Children in runs of one and the same block; all others stand alone. */
function runsOf(children: readonly Child[]): readonly (readonly Child[])[] {
	const runs: Child[][] = [];
	for (const child of children) {
		const run = runs.at(-1);
		if (run && isBlock(child.net) && run[0]?.net === child.net) run.push(child);
		else runs.push([child]);
	}
	return runs;
}

/** The network with long runs of one block cut short, and how often each second one of them stands. */
function cutShort(net: Net): Cut {
	const times = new Map<string, number>();
	function visit(part: Net, path: string): Net {
		// A block stays the object that it is: what is alike is then measured once.
		if (part.kind !== 'chain' || part.role === 'block') return part;
		const children = runsOf(part.children).flatMap((run): readonly Child[] => {
			const [first, second, ...others] = run;
			const last = others.at(-1);
			if (!first || !second || !last || run.length <= KEPT)
				return run.map(({ name, net: child }) => ({ name, net: visit(child, join(path, name)) }));
			times.set(join(path, second.name), run.length - KEPT + 1);
			return [first, second, last];
		});
		return { ...part, children } satisfies Chain;
	}
	return { net: visit(net, ''), times };
}

const isBlock = (net: Net): boolean => net.kind === 'chain' && net.role === 'block';

/**
 * The predicted time of a pass alone, ms: as `predict` has it, but what identical blocks take is
 * reckoned once, so that thousands of designs can be looked at in a second.
 *
 * @returns `null` where the calibration lacks a class of the network's kernel calls
 */
export function predictNet(
	calibration: Calibration,
	net: Net,
	input: Shape,
	batch: number
): number | null {
	const { net: short, times } = cutShort(net);
	let sum = calibration.passMs;
	for (const step of planFor(short, input, calibration.backend, calibration.kernels)) {
		const time = stepTime(step, batch, calibration);
		if (!time) return null;
		sum += time.ms * (times.get(step.layer.block ?? '') ?? 1);
	}
	return sum;
}
