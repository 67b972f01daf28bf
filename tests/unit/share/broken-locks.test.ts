import { describe, expect, it } from 'vitest';
import type { Design } from '../../../src/lib/arch/design.ts';
import { brokenLocks, lessonRefusal } from '../../../src/lib/share/broken-locks.ts';
import { readLink } from '../../../src/lib/share/link.ts';

const LATE = 'custom:convnext_atto&blocks=add(ln,linear+4C,dw7,gelu,linear+C)';
const EARLY = 'custom:convnext_atto&blocks=add(ln,dw7,linear+4C,gelu,linear+C)';

function designOf(link: string): Design {
	const { design, problems } = readLink(link, []);
	expect(problems).toEqual([]);
	return design;
}

describe('a lock', () => {
	const start = designOf(LATE);
	const lesson = { asked: { question: '', goals: [], locks: ['depths', 'operations'] }, start };

	it('of operations lets them move, and nothing else', () => {
		expect(brokenLocks(lesson, designOf(EARLY))).toEqual([]);
		expect(brokenLocks(lesson, designOf(LATE.replace('dw7', 'dw5')))).toEqual(['operations']);
	});

	it('of a field is broken by another value of it, and by another kind of network', () => {
		expect(brokenLocks(lesson, designOf(`${EARLY}&depths=1,1,1,1`))).toEqual(['depths']);
		expect(brokenLocks(lesson, designOf('resnet18'))).toHaveLength(2);
	});

	it('is named where a change is refused, but for what was broken before', () => {
		const deeper = designOf(`${LATE}&depths=1,1,1,1`);
		expect(lessonRefusal(lesson, start, deeper)).toBe(
			'Nothing was changed: this lesson locks depth. Leave the lesson to change more.'
		);
		expect(lessonRefusal(lesson, start, designOf(EARLY))).toBeNull();
		expect(lessonRefusal(lesson, deeper, designOf(`${EARLY}&depths=1,1,1,1`))).toBeNull();
	});
});
