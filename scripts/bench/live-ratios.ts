import { pairedDifference } from '../../src/lib/stats/difference.ts';
import { RUNTIMES, isRuntime, type Runtime } from './measurement.ts';
import { subjectOf, type Result } from './live-results.ts';

/** How long ours takes over what a peer takes, in the same rounds; with 95% confidence where it lies. */
export type Ratio = Readonly<{
	subject: string;
	ours: Runtime;
	peer: Runtime;
	ratio: number;
	low: number;
	high: number;
	rounds: number;
}>;

/** Runtimes on the same device and as many threads. */
const peersOf = (ours: Runtime): readonly Runtime[] =>
	ours.startsWith('ours-')
		? ['stock-', 'ort-']
				.map((peer) => ours.replace('ours-', peer).replace('-plain', ''))
				.filter(isRuntime)
		: [];

const roundsOf = (result: Result): readonly number[] =>
	'measured' in result ? (result.measured.rounds ?? []) : [];

/** Ratios of what took turns; none for fewer than three rounds, which say nothing. */
export function ratiosOf(results: readonly Result[]): readonly Ratio[] {
	return results.flatMap((ours) =>
		peersOf(ours.request.runtime).flatMap((runtime) => {
			const subject = subjectOf(ours.request);
			const peer = results.find(
				({ request, turns }) =>
					request.runtime === runtime &&
					subjectOf(request) === subject &&
					turns !== undefined &&
					turns === ours.turns
			);
			const difference = peer && pairedDifference(roundsOf(ours), roundsOf(peer));
			if (!difference) return [];
			const { change, low, high, rounds } = difference;
			const factors = { ratio: 1 + change, low: 1 + low, high: 1 + high };
			return [{ subject, ours: ours.request.runtime, peer: runtime, ...factors, rounds }];
		})
	);
}

export const RATIO_HEADER = ['network', 'ours', 'over', 'ratio', '95%', 'rounds'] as const;

export const ratioRow = ({ subject, ours, peer, ratio, low, high, rounds }: Ratio) => [
	subject,
	RUNTIMES[ours].label,
	RUNTIMES[peer].label,
	ratio.toFixed(3),
	`${low.toFixed(3)} to ${high.toFixed(3)}`,
	String(rounds)
];
