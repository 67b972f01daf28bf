import { statsOf, type Stats } from '../../stats/quantiles.ts';

type Measured = Readonly<{
	runs: Readonly<{ samples: readonly number[]; done: number }>;
	stats: Stats;
}>;

/** A field that does not say what the samples say. */
export type Inconsistency = Readonly<{
	path: readonly ['stats', keyof Stats] | readonly ['runs', 'done'];
	found: number;
	/** What is permitted there. */
	permitted: string;
}>;

const STATISTICS = ['median', 'p10', 'p90', 'iqr', 'min', 'max'] as const;

/** Statistics must be those of the samples: a report that was edited by hand is no measurement. */
export function inconsistencies({ runs, stats }: Measured): readonly Inconsistency[] {
	const own = statsOf(runs.samples);
	const close = 1e-6 * Math.max(1, own.max);
	const wrong = STATISTICS.filter((name) => Math.abs(own[name] - stats[name]) > close);
	const { length } = runs.samples;
	return [
		...wrong.map((name): Inconsistency => ({
			path: ['stats', name],
			found: stats[name],
			permitted: `that of runs.samples, ${own[name]}`
		})),
		...(runs.done === length
			? []
			: [
					{
						path: ['runs', 'done'] as const,
						found: runs.done,
						permitted: `the number of runs.samples, ${length}`
					}
				])
	];
}
