import { describe, expect, it } from 'vitest';
import { examine, type Design, type Network } from '../../../../src/lib/arch/design.ts';
import { sumLayers } from '../../../../src/lib/count/totals.ts';
import { keepsBlock, type Goal } from '../../../../src/lib/share/design-lesson.ts';
import { printLink, readLink } from '../../../../src/lib/share/link.ts';
import { goalState } from '../../../../src/lib/view/lesson/check.ts';
import { firstGoal } from '../../../../src/lib/view/lesson/goal-edit.ts';

const LATE = 'custom:convnext_atto&blocks=add(ln,linear+4C,dw7,gelu,linear+C)';
const EARLY = 'custom:convnext_atto&blocks=add(ln,dw7,linear+4C,gelu,linear+C)';
const LAYER = 'stages.0.blocks.0.conv_dw';

function designOf(link: string): Design {
	const { design, problems } = readLink(link, []);
	expect(problems).toEqual([]);
	return design;
}

function networkOf(link: string): Network {
	const examined = examine(designOf(link));
	if (!examined.ok) throw new Error(examined.problems[0]?.message);
	return examined.network;
}

describe('the lesson of a link', () => {
	const link = `${LATE}&lock=depths,operations&ask=Move%20one%20%26%20only%20one%3F&goal=macs@${LAYER}:..0.01,field:100..`;

	it('is a question, locks and goals, and is printed as it was', () => {
		expect(readLink(link, []).lesson?.asked).toEqual({
			question: 'Move one & only one?',
			locks: ['depths', 'operations'],
			goals: [
				{ metric: 'macs', path: LAYER, limit: [-Infinity, 0.01] },
				{ metric: 'field', path: null, limit: [100, Infinity] }
			]
		});
		expect(printLink(readLink(link, []))).toBe(link);
		expect(readLink(LATE, []).lesson).toBeNull();
	});

	it('holds what it began with beside what was made of it', () => {
		const taught = readLink(link, []);
		const edited = printLink({ ...taught, design: designOf(EARLY) });
		expect(edited).toContain('&start=custom%3Aconvnext_atto%26blocks%3D');
		expect(readLink(edited, [])).toEqual({ ...taught, design: designOf(EARLY) });
	});

	it('whose start cannot be used says so, and begins with the design', () => {
		const { lesson, design, problems } = readLink('resnet18&ask=Why&start=resnet_none', []);
		expect(lesson?.start).toBe(design);
		expect(problems.map(({ field }) => field)).toEqual(['start']);
	});

	it.each([
		['', 'resnet18', false],
		['widths', 'resnet18', true],
		['classes', LATE, false],
		['depths', LATE, true],
		['blocks', LATE, true],
		['operations', LATE, true]
	])('that locks “%s” of %s leaves no room for another block: %s', (lock, own, kept) => {
		const { lesson } = readLink(`${own}&ask=Why${lock && `&lock=${lock}`}`, []);
		expect(lesson && keepsBlock(lesson.asked, lesson.start)).toBe(kept);
	});

	it('says which setting is at fault, and keeps the rest', () => {
		const { lesson, problems } = readLink(
			'resnet18&ask=Why&lock=widths,depth,operations&goal=mac:..4,peak@conv1:..5,params:5..4,macs:..4',
			[]
		);
		expect(lesson?.asked.locks).toEqual(['widths']);
		expect(lesson?.asked.goals).toEqual([{ metric: 'macs', path: null, limit: [-Infinity, 4] }]);
		expect(problems.map(({ field }) => field)).toEqual(['lock', 'lock', 'goal', 'goal', 'goal']);
		expect(problems[3]?.message).toMatch(
			/permitted: of a layer, macs, params, activations, flops$/
		);
	});
});

describe('a goal', () => {
	it('is met to the unit', () => {
		const network = networkOf('convnext_tiny');
		const { macs } = sumLayers(network.layers);
		const at = (limit: number) =>
			goalState({ metric: 'macs', path: null, limit: [-Infinity, limit] }, network);
		expect(at(macs / 1e9)).toMatchObject({ met: true, off: '' });
		expect(at((macs - 1) / 1e9)).toMatchObject({ met: false, off: '1 too many' });
		expect(firstGoal(network, null).limit[1]).toBe(macs / 1e9);
	});

	it('of a depthwise layer is met once that stands where there are four times fewer channels', () => {
		const [late, early] = [networkOf(LATE), networkOf(EARLY)];
		const macsOf = ({ layers }: Network) => layers.find(({ path }) => path === LAYER)?.macs ?? 0;
		expect(macsOf(early)).toBeGreaterThan(0);
		expect(macsOf(late)).toBe(4 * macsOf(early));
		const goal: Goal = { metric: 'macs', path: LAYER, limit: [-Infinity, macsOf(late) / 4e9] };
		expect(goalState(goal, late).met).toBe(false);
		expect(goalState(goal, early).met).toBe(true);
		expect(goalState({ ...goal, path: 'nowhere' }, early)).toMatchObject({
			...{ met: false, off: 'there is no layer nowhere now' }
		});
	});
});
