import { cut } from '../json/text.ts';
import { printLesson, readLocks, readQuestion, type Lesson } from './lesson.ts';
import { repeatedSettings } from './repeated.ts';
import { REGIMES, roadmapSteps, stepIndex, switched, type Regime } from '../roadmap/steps.ts';

/** What a lesson can lock. */
export const LOCKS = ['regime', 'step', 'switches', 'predict'] as const;
export type Lock = (typeof LOCKS)[number];

/** A place on the roadmap and the lesson about it: what an address of the roadmap holds. */
export type RoadmapPlace = Lesson<Lock> &
	Readonly<{
		regime: Regime;
		/** Index of the step. */
		step: number;
		/** Ids of the decisions that are on; `null` follows the step. */
		switches: readonly string[] | null;
		/** Whether each step is guessed before it is shown. */
		predict: boolean;
	}>;

const LONGEST = 6000;

export const START: RoadmapPlace = {
	regime: 'resnet50',
	step: 0,
	switches: null,
	predict: false,
	locks: [],
	question: ''
};

/** The part of an address after `#`, such as `resnet50/depthwise` or `resnet50/width&on=patchify,gelu`. */
export function printPlace(place: RoadmapPlace): string {
	const { regime, step, switches, predict } = place;
	const parts = [`${regime}/${roadmapSteps[step]?.id ?? 'baseline'}`];
	if (switches) parts.push(`on=${switches.length > 0 ? switches.join(',') : 'none'}`);
	if (predict) parts.push('predict');
	return [...parts, ...printLesson(place)].join('&');
}

export type ReadPlace = Readonly<{ place: RoadmapPlace; problems: readonly string[] }>;

/**
 * Reads an address's hash, with or without its `#`. Never throws: what cannot be used is named among
 * the problems, and the rest is kept.
 */
export function readPlace(hash: string): ReadPlace {
	const text = hash.replace(/^#/, '');
	if (text === '') return { place: START, problems: [] };
	if (text.length > LONGEST)
		return {
			place: START,
			problems: [`the link has ${text.length} characters; permitted: up to ${LONGEST}`]
		};
	const [path = '', ...rest] = text.split('&');
	const problems: string[] = [];
	let place = readPath(path, problems);
	for (const part of rest) if (part !== '') place = { ...place, ...readPart(part, problems) };
	const keys = rest.map((part) => part.split('=')[0] ?? '').filter((key) => SETTINGS.includes(key));
	return {
		place,
		problems: [...problems, ...repeatedSettings(keys).map(({ message }) => message)]
	};
}

function readPath(path: string, problems: string[]): RoadmapPlace {
	const [name = '', id = 'baseline', ...more] = path.split('/');
	if (more.length > 0) problems.push(`“${short(more.join('/'))}” after the step is not permitted`);
	const regime = REGIMES.find((known) => known === name);
	if (!regime) problems.push(`“${short(name)}” is no start; there are: ${REGIMES.join(', ')}`);
	const step = stepIndex(id);
	if (step < 0) {
		const ids = roadmapSteps.map((known) => known.id).join(', ');
		problems.push(`“${short(id)}” is no step; there are: ${ids}`);
	}
	return { ...START, regime: regime ?? START.regime, step: Math.max(0, step) };
}

const SETTINGS: readonly string[] = ['on', 'predict', 'lock', 'ask'];

function readPart(part: string, problems: string[]): Partial<RoadmapPlace> {
	const at = part.indexOf('=');
	const [key, value] = at < 0 ? [part, ''] : [part.slice(0, at), decode(part.slice(at + 1))];
	switch (key) {
		case 'on':
			return { switches: readSwitches(value, problems) };
		case 'predict':
			if (value !== '' && value !== 'on')
				problems.push(`predict: “${short(value)}” is not permitted; permitted: predict alone`);
			return { predict: value === '' || value === 'on' };
		case 'lock': {
			const locks = readLocks(value, LOCKS);
			problems.push(...locks.problems);
			return { locks: locks.value };
		}
		case 'ask': {
			const question = readQuestion(value);
			problems.push(...question.problems);
			return { question: question.value };
		}
		default:
			problems.push(`“${short(key)}” is no setting; there are: ${SETTINGS.join(', ')}`);
			return {};
	}
}

function readSwitches(text: string, problems: string[]): readonly string[] {
	let on: readonly string[] = [];
	for (const id of text.split(',')) {
		if (id === 'none' || id === '') continue;
		if (stepIndex(id) > 0) on = switched(on, id, true);
		else problems.push(`“${short(id)}” is no decision`);
	}
	return on;
}

const short = (text: string): string => (text.length > 40 ? `${cut(text, 40)}…` : text);

/** A stray `%` is left as it stands. */
function decode(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}
