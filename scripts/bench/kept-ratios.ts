import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inRoot } from '../root.js';
import { RATIO_HEADER, type Ratio } from './live-ratios.ts';
import { isRuntime, RUNTIMES } from './measurement.ts';

/** Ratios of a quiet machine, which later measurements are held to. */
export type KeptRatios = Readonly<{
	machine: string;
	browser: string;
	/** ISO 8601. */
	when: string;
	ratios: readonly Ratio[];
}>;

/** Where the ones that are committed lie. */
export const RATIOS_FILE = inRoot('scripts', 'bench', 'ratios.json');

const isRatio = (value: unknown): value is Ratio => {
	if (typeof value !== 'object' || value === null) return false;
	const { subject, ours, peer, ...rest } = value as Record<string, unknown>;
	const numbers = [rest.ratio, rest.low, rest.high, rest.rounds];
	return (
		typeof subject === 'string' &&
		[ours, peer].every((name) => typeof name === 'string' && isRuntime(name)) &&
		numbers.every((number) => typeof number === 'number' && Number.isFinite(number))
	);
};

/** @throws Error where the file is missing or holds something else, with how to make it */
export function readRatios(file: string): KeptRatios {
	const how = 'Make it on a quiet machine: npm run bench:live -- --ratios';
	if (!existsSync(file)) throw new Error(`There are no ratios in ${file}. ${how} ${file}`);
	const kept = JSON.parse(readFileSync(file, 'utf8')) as Partial<KeptRatios>;
	if (!Array.isArray(kept.ratios) || !kept.ratios.every(isRatio))
		throw new Error(`${file} holds no ratios of bench:live. ${how} ${file}`);
	return kept as KeptRatios;
}

export const writeRatios = (file: string, kept: KeptRatios): void =>
	writeFileSync(file, `${JSON.stringify(kept, null, '\t')}\n`);

/** A ratio beside the one that was kept; `slower` where the two intervals do not meet. */
export type Change = Readonly<{
	now: Ratio;
	before: Ratio;
	verdict: 'slower' | 'faster' | 'as before';
}>;

const verdictOf = (now: Ratio, before: Ratio): Change['verdict'] => {
	if (now.low > before.high) return 'slower';
	return now.high < before.low ? 'faster' : 'as before';
};

/** Ratios that were measured now beside those of the same networks and runtimes that were kept. */
export const changesOf = (measured: readonly Ratio[], kept: readonly Ratio[]): readonly Change[] =>
	measured.flatMap((now) => {
		const before = kept.find(
			({ subject, ours, peer }) => subject === now.subject && ours === now.ours && peer === now.peer
		);
		return before ? [{ now, before, verdict: verdictOf(now, before) }] : [];
	});

export const CHANGE_HEADER = [...RATIO_HEADER.slice(0, 3), 'kept', 'now', 'verdict'] as const;

const withInterval = ({ ratio, low, high }: Ratio): string =>
	`${ratio.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;

/** A row of the table of changes. */
export const changeRow = ({ now, before, verdict }: Change): readonly string[] => [
	now.subject,
	RUNTIMES[now.ours].label,
	RUNTIMES[now.peer].label,
	withInterval(before),
	withInterval(now),
	verdict
];
