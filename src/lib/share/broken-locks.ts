import type { Design } from '../arch/design.ts';
import { sameValue, type FieldValue } from '../arch/fields.ts';
import { OPERATIONS, type BegunLesson } from './design-lesson.ts';

const lines = (value: FieldValue | undefined): readonly string[] =>
	Array.isArray(value) ? value.map(String) : [];

const everyOperation = ({ family, config }: Design): string =>
	family.fields
		.flatMap((field) =>
			field.kind === 'lines'
				? lines(config[field.key]).map((line) => field.operations(line).join(', '))
				: []
		)
		.join(' ~ ');

/** What a lock is called where it is told. */
export const lockName = (design: Design, lock: string): string =>
	lock === OPERATIONS
		? 'which operations there are (they may move)'
		: (design.family.fields.find(({ key }) => key === lock)?.label ?? lock);

/** Locks of a lesson that a design does not keep. */
export const brokenLocks = (
	{ asked: { locks }, start }: BegunLesson,
	design: Design
): readonly string[] =>
	locks.filter((lock) =>
		start.family !== design.family
			? true
			: lock === OPERATIONS
				? everyOperation(start) !== everyOperation(design)
				: !sameValue(start.config[lock], design.config[lock])
	);

/** Why a lesson does not let one design become another; `null` where it does. What is broken already may stay so. */
export function lessonRefusal(lesson: BegunLesson, from: Design, to: Design): string | null {
	const before = brokenLocks(lesson, from);
	const names = brokenLocks(lesson, to)
		.filter((lock) => !before.includes(lock))
		.map((lock) => lockName(lesson.start, lock));
	return names.length === 0
		? null
		: `Nothing was changed: this lesson locks ${names.join(', ')}. Leave the lesson to change more.`;
}
