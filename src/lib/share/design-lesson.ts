import type { Design } from '../arch/design.ts';
import type { Problem } from '../arch/fields.ts';
import { metrics, NETWORK_METRICS, type NetworkMetricId } from '../count/metrics.ts';
import type { Limit } from '../explore/query.ts';
import { cut } from '../json/text.ts';
import { printLesson, readLocks, readQuestion, type Lesson } from './lesson.ts';
import { printLimit, readLimit } from './limit.ts';

/** What a design is to reach: a metric of the whole network, or of one layer, within a limit. */
export type Goal = Readonly<{
	metric: NetworkMetricId;
	/** Of the layer that it is asked of; `null`: the network. */
	path: string | null;
	/** In the unit in which a person types the metric. */
	limit: Limit;
}>;

/** A lesson about a design; its locks are fields, or `OPERATIONS`. */
export type DesignLesson = Lesson & Readonly<{ goals: readonly Goal[] }>;

/** A lesson and the design that it begins with: what is locked stays as it is there. */
export type BegunLesson = Readonly<{ asked: DesignLesson; start: Design }>;

/** A lock on what the operations of lines are: they may move, and none comes, goes or changes. */
export const OPERATIONS = 'operations';

export const MOST_GOALS = 6;

/** The settings of a link that are a lesson's. */
export const LESSON_SETTINGS = ['lock', 'ask', 'goal', 'start'] as const;

/** What a lesson about a design can lock. */
export const locksOf = ({ family: { fields } }: Design): readonly string[] => [
	...fields.filter(({ role }) => role !== 'batch').map(({ key }) => key),
	...(fields.some(({ kind }) => kind === 'lines') ? [OPERATIONS] : [])
];

/**
 * Whether locks leave no room for another block: one may be locked itself, or how many of it there are,
 * and in families without lines it would make another kind of network.
 */
export const keepsBlock = ({ locks }: Lesson, { family: { fields } }: Design): boolean =>
	locks.length > 0 &&
	(locks.includes(OPERATIONS) ||
		!fields.some(({ kind }) => kind === 'lines') ||
		fields.some(
			({ key, kind, role }) => locks.includes(key) && (kind === 'lines' || role === 'depth')
		));

const printGoal = ({ metric, path, limit }: Goal): string =>
	`${metric}${path === null ? '' : `@${path}`}:${printLimit(limit)}`;

/** A lesson as settings of a link, such as `lock=stem,head&ask=Why%3F&goal=macs:..4.3`. */
export const printDesignLesson = (lesson: DesignLesson): readonly string[] => [
	...printLesson(lesson),
	...(lesson.goals.length > 0 ? [`goal=${lesson.goals.map(printGoal).join(',')}`] : [])
];

const GOAL = /^([a-z]+)(?:@([A-Za-z0-9_.]{1,120}))?:(.+)$/;
const OF_LAYERS = NETWORK_METRICS.filter((id) => metrics[id].from === 'layers').join(', ');

function readGoal(text: string): Goal | Problem {
	const [, name, path = null, range = ''] = GOAL.exec(text) ?? [];
	const metric = NETWORK_METRICS.find((id) => id === name);
	const limit = readLimit(range);
	const permitted = !metric
		? `a metric and a limit, as macs:..4.3, of ${NETWORK_METRICS.join(', ')}`
		: path !== null && metrics[metric].from !== 'layers'
			? `of a layer, ${OF_LAYERS}`
			: `a limit in ${metrics[metric].unit} such as ..5, 4.. or 4..5`;
	if (metric && limit && (path === null || metrics[metric].from === 'layers'))
		return { metric, path, limit };
	return {
		field: 'goal',
		message: `goal: “${cut(text, 60)}” is not permitted; permitted: ${permitted}`
	};
}

/**
 * Reads the lesson of a link; `null` where there is none. What cannot be used is named, and the rest is
 * kept.
 *
 * @param textOf the text of a setting, `null` where the link has none
 */
export function readDesignLesson(
	design: Design,
	textOf: (key: string) => string | null
): Readonly<{ lesson: DesignLesson | null; problems: readonly Problem[] }> {
	const [ask, lock, goal] = [textOf('ask'), textOf('lock'), textOf('goal')];
	const question = readQuestion(ask ?? '');
	const locks = lock === null ? null : readLocks(lock, locksOf(design));
	const parts = goal === null ? [] : goal.split(',');
	const read = parts.slice(0, MOST_GOALS).map(readGoal);
	const goals = read.flatMap((one) => ('message' in one ? [] : [one]));
	const surplus = parts.length - MOST_GOALS;
	const lesson = { question: question.value, locks: locks?.value ?? [], goals };
	const isEmpty = lesson.question === '' && lesson.locks.length === 0 && goals.length === 0;
	return {
		lesson: isEmpty ? null : lesson,
		problems: [
			...question.problems.map((message) => ({ field: 'ask', message: `ask: ${message}` })),
			...(locks?.problems ?? []).map((message) => ({ field: 'lock', message: `lock: ${message}` })),
			...read.flatMap((one) => ('message' in one ? [one] : [])),
			...(surplus > 0
				? [{ field: 'goal', message: `goal: ${surplus} more than ${MOST_GOALS} were left out` }]
				: [])
		]
	};
}
