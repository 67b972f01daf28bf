import { expect, test } from 'vitest';
import { presetNames } from '../../src/lib/arch/design.ts';
import { coordinatesOf, gridSize } from '../../src/lib/explore/dimensions.ts';
import { drawable } from '../../src/lib/explore/default-space.ts';
import { asItComes, printLink, readLink } from '../../src/lib/share/link.ts';
import { printPlace, readPlace } from '../../src/lib/share/roadmap-link.ts';
import { MOST_DESIGNS, printSet, readPasted, readSet } from '../../src/lib/share/set-link.ts';
import { defaultDesign } from '../../src/lib/share/settings.ts';
import { printSpace, readSpace } from '../../src/lib/share/space-link.ts';
import { Comparison } from '../../src/lib/state/comparison.svelte.ts';
import { Progress } from '../../src/lib/state/progress.svelte.ts';
import { Roadmap } from '../../src/lib/state/roadmap.svelte.ts';
import { Studio } from '../../src/lib/state/studio.svelte.ts';
import { memoryStorage } from '../storage.ts';
import { designLink, pastedText, roadmapLink, setLink, spaceLink, stepsOf } from './links.ts';
import { holds } from './property.ts';
import { expectReadable, expectWhole, expectWholeCharacters } from './whole.ts';

const messagesOf = (problems: readonly Readonly<{ message: string }>[]) =>
	problems.map(({ message }) => message);

/** Where a link says the same thing twice, a person must hear of it. */
function expectRepeatsTold(parts: readonly string[], messages: readonly string[]): void {
	const keys = parts.filter((part) => part !== '').map((part) => part.split('=')[0]);
	if (new Set(keys).size < keys.length) expect(messages).not.toEqual([]);
}

test('any link of a design is opened whole, told of where it is not, and undone', async () => {
	const studio = new Studio(defaultDesign());
	await holds(
		'links of designs',
		designLink(),
		(link) => readLink(`#${link}`, presetNames()),
		(linked, link) => {
			const messages = messagesOf(linked.problems);
			expectReadable(messages);
			expectWholeCharacters(link, messages);
			expectWhole(linked.design);
			const before = studio.design;
			studio.open(linked);
			expect(studio.problems).toEqual([]);
			expect(readLink(studio.link, presetNames())).toEqual({ ...linked, problems: [] });
			const steps = stepsOf(linked);
			for (let i = 0; i < steps; i++) studio.undo();
			expect(studio.design).toBe(before);
			for (let i = 0; i < steps; i++) studio.redo();
			expect(printLink({ ...asItComes, design: studio.design })).toBe(studio.designLink);
			expectRepeatsTold(link.split('&').slice(1), messages);
		}
	);
});

test('any link of a comparison is opened whole, and told of where it is not', async () => {
	const comparison = new Comparison(readSet(''));
	await holds(
		'links of comparisons',
		setLink(),
		(link) => readSet(`#${link}`),
		(set, link) => {
			const messages = messagesOf(set.problems);
			expectReadable(messages);
			expectWholeCharacters(link, messages);
			expectRepeatsTold(
				link.split(';').filter((part) => /^(ref|count|fused|view)=/.test(part)),
				messages
			);
			for (const design of set.designs) expectWhole(design);
			comparison.open(set);
			expect(comparison.columns).toHaveLength(set.designs.length);
			expect(comparison.reference.isReference).toBe(true);
			expect(readSet(printSet(set))).toEqual({ ...set, problems: [] });
		},
		25
	);
});

test('whatever is pasted, what comes of it can be compared', async () => {
	await holds(
		'pasted texts',
		pastedText(),
		readPasted,
		({ designs, problems }, text) => {
			const messages = messagesOf(problems);
			expectReadable(messages);
			expectWholeCharacters(text, messages);
			expect(designs.length + problems.length).toBeGreaterThan(0);
			const comparison = new Comparison(readSet('resnet18'));
			comparison.add(designs);
			expect(comparison.columns.length).toBeLessThanOrEqual(MOST_DESIGNS);
			for (const design of comparison.set.designs) expectWhole(design);
		},
		25
	);
});

test('any link of a space is opened whole, and told of where it is not', async () => {
	await holds(
		'links of spaces',
		spaceLink(),
		(link) => readSpace(`#${link}`),
		(space, link) => {
			const messages = messagesOf(space.problems);
			expectReadable(messages);
			expectWholeCharacters(link, messages);
			expectWhole(space.query.space.base);
			expectRepeatsTold(link.split(';').slice(1), messages);
			const coordinates = coordinatesOf(space.query.space);
			expect(gridSize(coordinates)).toBeGreaterThan(0);
			// Lists on the page are keyed by them.
			const labels = coordinates.map(({ label }) => label);
			expect(labels).toEqual([...new Set(labels)]);
			expect(drawable(space.query).space.dimensions.length).toBeGreaterThan(0);
			const { problems, ...exploring } = readSpace(printSpace(space));
			expect(problems).toEqual([]);
			expect(printSpace(exploring)).toBe(printSpace(space));
		}
	);
});

test('any link of the roadmap and of a lesson is opened whole, and told of where it is not', async () => {
	const roadmap = new Roadmap(new Progress(memoryStorage));
	await holds(
		'links of the roadmap',
		roadmapLink(),
		(link) => readPlace(`#${link}`),
		({ place, problems }, link) => {
			expectReadable(problems);
			expectWholeCharacters(link, problems);
			expectRepeatsTold(link.split('&').slice(1), problems);
			roadmap.open(place);
			expectWhole(roadmap.shown.design);
			expectWhole(roadmap.reference.design);
			expect(readPlace(roadmap.link)).toEqual({ place, problems: [] });
			expect(printPlace(place)).toBe(roadmap.link);
			roadmap.walk(1);
			roadmap.walk(-1);
			expectWhole(roadmap.shown.design);
		}
	);
});
