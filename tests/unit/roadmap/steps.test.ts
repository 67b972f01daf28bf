import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examine } from '../../../src/lib/arch/design.ts';
import { convNet } from '../../../src/lib/arch/families/convnet/family.ts';
import {
	configOf,
	DECISIONS,
	REGIMES,
	roadmapSteps,
	stepIndex,
	stepOf,
	switched,
	switchesAt,
	type Regime
} from '../../../src/lib/roadmap/steps.ts';
import { layersOf } from '../../../src/lib/arch/infer.ts';
import { fields, branchesBlock, branchWidth, variant } from '../../../src/lib/roadmap/concepts.ts';
import { changesByDecision, roadmapOf } from '../../../src/lib/roadmap/costs.ts';
import { diffParts, isChanged, type Marked } from '../../../src/lib/draw/block/diff.ts';
import { targetId } from '../../../src/lib/draw/block/targets.ts';
import { cells, isShared, NORMS, statisticsAt } from '../../../src/lib/draw/block/norm-cells.ts';
import { partsAt, type BlockView } from '../../../src/lib/draw/block/views.ts';
import { timeVerdict } from '../../../src/lib/roadmap/times.ts';
import { statsOf } from '../../../src/lib/stats/quantiles.ts';
import {
	LOCKS,
	printPlace,
	readPlace,
	START,
	type RoadmapPlace
} from '../../../src/lib/share/roadmap-link.ts';
import { Progress } from '../../../src/lib/state/progress.svelte.ts';
import { Roadmap } from '../../../src/lib/state/roadmap.svelte.ts';
import { factsOf } from '../../../src/lib/view/roadmap/facts.ts';
import { verdicts } from '../../../src/lib/view/roadmap/guess.ts';
import { spansOf } from '../../../src/lib/view/roadmap/prose.ts';
import { misprintText, textOf } from '../../../src/lib/view/roadmap/texts.ts';
import { memoryStorage } from '../../storage.ts';
import { runs } from '../../runs.ts';

const decisions = roadmapSteps.filter(({ decision }) => decision).map(({ id }) => id);

function networkOf(regime: Regime, on: readonly string[]) {
	const examined = examine({ family: convNet, preset: regime, config: configOf(regime, on) });
	if (!examined.ok) throw new Error('the combination cannot be computed');
	return examined.network;
}

const step = (id: string) => networkOf('resnet50', switchesAt(stepIndex(id)));

describe('switches', () => {
	it('make a network in any combination and order', () => {
		fc.assert(
			fc.property(fc.constantFrom(...REGIMES), fc.shuffledSubarray(decisions), (regime, order) => {
				const on = order.reduce<readonly string[]>((all, id) => switched(all, id, true), []);
				expect(networkOf(regime, on).layers.length).toBeGreaterThan(0);
			}),
			{ numRuns: runs(60) }
		);
	});

	it('come to the same network whatever the order, where none replaces another', () => {
		const plain = decisions.filter((id) => !id.startsWith('kernel'));
		fc.assert(
			fc.property(fc.shuffledSubarray(plain), (order) => {
				const on = order.reduce<readonly string[]>((all, id) => switched(all, id, true), []);
				const sorted = [...order].sort();
				const other = sorted.reduce<readonly string[]>((all, id) => switched(all, id, true), []);
				expect(on).toEqual(other);
			})
		);
	});

	it('take one kernel for another, and a layer that moves along with its block', () => {
		expect(switched(['kernel-7'], 'kernel-9', true)).toEqual(['kernel-9']);
		expect(switched([], 'move-up', true)).toEqual(['inverted', 'move-up']);
		expect(switched(['inverted', 'move-up'], 'inverted', false)).toEqual([]);
		expect(switched(['gelu'], 'no such decision', true)).toEqual(['gelu']);
	});

	it('lead away from the roadmap to a network without accuracy, and back onto it', () => {
		const roadmap = new Roadmap(new Progress(memoryStorage));
		roadmap.go(stepIndex('depthwise'));
		roadmap.turn('gelu', true);
		expect(roadmap.own).toBe(true);
		expect(roadmap.match).toBeNull();
		expect(roadmap.reference.totals).toEqual(roadmap.row.totals);
		roadmap.turn('gelu', false);
		expect(roadmap.own).toBe(false);
		expect(roadmap.row.step.id).toBe('depthwise');
		roadmap.turn('depthwise', false);
		expect(roadmap.row.step.id).toBe('patchify');
		expect(stepOf('resnet50', configOf('resnet50', ['gelu']))).toBeNull();
	});
});

describe('a place', () => {
	const anyPlace: fc.Arbitrary<RoadmapPlace> = fc.record({
		regime: fc.constantFrom(...REGIMES),
		step: fc.integer({ min: 0, max: roadmapSteps.length - 1 }),
		switches: fc.option(
			fc
				.subarray(decisions)
				.map((ids) => ids.reduce<readonly string[]>((all, id) => switched(all, id, true), []))
		),
		predict: fc.boolean(),
		locks: fc.subarray([...LOCKS]),
		question: fc
			.string({ maxLength: 300, unit: 'grapheme' })
			.map((text) => (text.trim() === '' ? '' : text))
	});

	it('comes back from its link', () => {
		fc.assert(
			fc.property(anyPlace, (place) => {
				expect(readPlace(`#${printPlace(place)}`)).toEqual({ place, problems: [] });
			})
		);
	});

	it('is read from any text without failing, and says what it could not use', () => {
		fc.assert(
			fc.property(fc.string({ maxLength: 200 }), (text) => {
				expect(readPlace(text).place.step).toBeLessThan(roadmapSteps.length);
			})
		);
		const { place, problems } = readPlace('#resnet9/gelu&on=gelu,tea&lock=all&x=1&predict');
		expect(place).toEqual({
			...START,
			step: stepIndex('gelu'),
			switches: ['gelu'],
			predict: true
		});
		expect(problems).toHaveLength(4);
		expect(readPlace('x'.repeat(7000)).problems).toHaveLength(1);
	});

	it('that a lesson locks stays', () => {
		const roadmap = new Roadmap(new Progress(memoryStorage));
		roadmap.open({ ...START, step: 3, locks: LOCKS });
		roadmap.walk(1);
		roadmap.choose('resnet200');
		roadmap.turn('gelu', true);
		roadmap.setPredict(true);
		expect(roadmap.place).toEqual({ ...START, step: 3, locks: LOCKS });
	});
});

describe('guesses', () => {
	it('keep a step to itself until it is guessed, and are kept', () => {
		const storage = memoryStorage();
		const roadmap = new Roadmap(new Progress(() => storage));
		roadmap.open({ ...START, step: 3, predict: true });
		expect(roadmap.revealed).toBe(false);
		expect(roadmap.isRevealed(0)).toBe(true);
		roadmap.reveal({ macs: -40, params: -10, top1: 0.5 });
		expect(roadmap.revealed).toBe(true);

		const later = new Progress(() => storage);
		later.load();
		expect(later.guesses).toEqual({ 'resnet50/depthwise': { macs: -40, params: -10, top1: 0.5 } });
		expect(later.remembered()).toBe('');
		roadmap.go(5);
		later.remember(roadmap.link);
		expect(readPlace(later.remembered()).place).toEqual(roadmap.place);
		for (const text of ['{"version":1,"value":{"a":{"macs":"1"},"b":7}}', 'not JSON']) {
			storage.setItem('convnext-explorer:roadmap-guesses', text);
			later.load();
			expect(later.guesses).toEqual({});
		}
	});

	it('are judged by their direction', () => {
		const path = roadmapOf('resnet50');
		const change = { macs: 0, params: -1e6, activations: 0, top1: 0.4 };
		const [before] = path;
		if (!before) throw new Error('the roadmap is empty');
		const judged = verdicts({ macs: 0, params: 20, top1: 1 }, change, before);
		expect(judged.map(({ right }) => right)).toEqual([true, false, true]);
	});
});

describe('the difference of two blocks', () => {
	function diff(from: string, to: string, view: BlockView, stage = 3) {
		const [was, now] = [step(from).layers, step(to).layers];
		return diffParts(was, partsAt(was, view, stage), now, partsAt(now, view, stage));
	}
	const marks = (list: readonly Marked[]) =>
		list.filter(({ mark }) => mark !== 'kept').map(({ layer, mark }) => [layer.op.kind, mark]);

	it('is nothing where a step leaves the block alone', () => {
		expect(isChanged(diff('baseline', 'stage-ratio', 'block'))).toBe(false);
		expect(isChanged(diff('stage-ratio', 'patchify', 'block'))).toBe(false);
	});

	it('names another kind, another size and what was taken out', () => {
		expect(marks(diff('patchify', 'depthwise', 'block').after)).toEqual([['conv', 'replaced']]);
		const kernel = diff('kernel-5', 'kernel-7', 'block').after.find(({ mark }) => mark !== 'kept');
		expect(kernel?.mark).toBe('resized');
		expect(kernel?.detail).toBe('was 5 × 5 depthwise 384');
		expect(marks(diff('gelu', 'fewer-activations', 'block').before)).toEqual([
			['gelu', 'removed'],
			['gelu', 'removed']
		]);
		expect(marks(diff('kernel-7', 'gelu', 'block').after)).toEqual([
			['gelu', 'replaced'],
			['gelu', 'replaced'],
			['gelu', 'replaced']
		]);
	});

	it('sees that the depthwise convolution moved, with its norm and activation', () => {
		const { before, after } = diff('inverted', 'move-up', 'block');
		const moved = [
			['conv', 'moved'],
			['batchNorm', 'moved'],
			['relu', 'moved']
		];
		expect(marks(before)).toEqual(moved);
		expect(marks(after)).toEqual(moved);
	});

	it('sees the stem turn into patches and the stage’s entry lose its shortcut’s projection', () => {
		expect(marks(diff('stage-ratio', 'patchify', 'stem').before).map(([, mark]) => mark)).toEqual([
			'resized',
			'removed',
			'removed',
			'removed'
		]);
		const entry = diff('layer-norm', 'downsampling', 'entry');
		expect(marks(entry.before).filter(([, mark]) => mark === 'removed')).toEqual([
			['conv', 'removed'],
			['layerNorm', 'removed']
		]);
		expect(marks(entry.after).filter(([, mark]) => mark === 'added')).toEqual([
			['layerNorm', 'added'],
			['conv', 'added']
		]);
	});
});

describe.each(REGIMES)('the text of every step from %s', (regime) => {
	const path = roadmapOf(regime);
	const written = path.map((row) => {
		const now = networkOf(regime, switchesAt(row.index));
		const was = networkOf(regime, switchesAt(row.before));
		const facts = factsOf(regime, path, row, now, was);
		return { row, now, text: textOf(facts), misprint: misprintText(facts) };
	});

	it('has no hole in it and cites what it is taken from', () => {
		for (const { text } of written) {
			const all = [text.what, text.cost, text.saw].join(' ');
			expect(all).not.toMatch(/NaN|undefined|null|Infinity| {2}|\.\./);
			expect(text.sources.length).toBeGreaterThan(0);
		}
	});

	it('points only at parts that the network has', () => {
		for (const { text, now, row } of written)
			for (const { target } of spansOf(`${text.what} ${text.cost} ${text.saw}`))
				if (target) expect([row.step.id, target, targetId(now.layers, target)]).not.toContain(null);
	});

	it('explains every printed number that is not the count', () => {
		expect(written.map(({ misprint }) => misprint === null)).toEqual(
			path.map(({ agrees }) => agrees)
		);
	});
});

describe('classes of decisions', () => {
	it.each(REGIMES)('sum to the whole change of %s', (regime) => {
		const path = roadmapOf(regime);
		const rows = changesByDecision(path);
		const [first, last] = [path[0], path.at(-1)];
		expect(rows.map(({ decision }) => decision)).toEqual(DECISIONS);
		expect(rows.reduce((sum, { change }) => sum + change.macs, 0)).toBe(
			(last?.totals.macs ?? 0) - (first?.totals.macs ?? 0)
		);
	});
});

describe('concepts', () => {
	it('find ResNeXt’s widths at the same cost (its Table 2)', () => {
		expect([1, 2, 4, 8, 32].map(branchWidth)).toEqual([64, 40, 24, 14, 4]);
		expect(branchesBlock(32, 4) / branchesBlock(1, 64)).toBeCloseTo(1, 1);
	});

	it('see the receptive field grow stage by stage', () => {
		expect(fields(variant('convnext_tiny', {}))).toEqual([4, 76, 224, 1096, 1688]);
	});

	it('normalize each window to mean 0 and variance 1', () => {
		for (const norm of NORMS) {
			const [cell] = cells;
			if (!cell) throw new Error('there are no cells');
			const window = cells.filter((other) => isShared(norm, cell, other));
			const values = window.map((other) => statisticsAt(norm, other).normalized);
			const mean = values.reduce((a, b) => a + b, 0) / values.length;
			expect(mean).toBeCloseTo(0);
			expect(values.reduce((sum, value) => sum + value ** 2, 0) / values.length).toBeCloseTo(1, 3);
		}
	});
});

it('says where MACs fall and time does not', () => {
	const at = (macs: number, ...samples: number[]) => ({ macs, stats: statsOf(samples) });
	expect(timeVerdict(at(4e9, 10, 10, 11), at(2e9, 10, 10, 11))).toBe('falls, time not');
	expect(timeVerdict(at(4e9, 10, 10, 11), at(2e9, 6, 6, 6))).toBe('falls, time too');
	expect(timeVerdict(at(2e9, 10, 10, 11), at(4e9, 20, 20, 21))).toBe('grows, time too');
	expect(timeVerdict(at(2e9, 10, 10, 11), at(4e9, 10, 10, 11))).toBe('grows, time not');
	expect(timeVerdict(at(2e9, 10, 10, 11), at(2e9, 30, 30, 31))).toBe('same');
});

it('lists the layers of every step under unique paths', () => {
	for (const regime of REGIMES)
		for (const row of roadmapOf(regime)) {
			const { net, input } = networkOf(regime, switchesAt(row.index));
			const paths = layersOf(net, input).map(({ path }) => path);
			expect(new Set(paths).size).toBe(paths.length);
		}
});
