import { expect, test } from 'vitest';
import { readReport } from '../../src/lib/benchmark/report/file.ts';
import { fitsNetwork, weightFile } from '../../src/lib/checkpoint/checkpoint.ts';
import { openCheckpoint, openFiles } from '../../src/lib/checkpoint/open.ts';
import { claimedSize, sizeProblem } from '../../src/lib/image/size.ts';
import { presetNames } from '../../src/lib/arch/design.ts';
import { readDesignFile } from '../../src/lib/share/design-file.ts';
import { readLink } from '../../src/lib/share/link.ts';
import { readSpaceFile } from '../../src/lib/share/space-file-reader.ts';
import { defaultDesign } from '../../src/lib/share/settings.ts';
import { Studio } from '../../src/lib/state/studio.svelte.ts';
import { reportGroups } from '../../src/lib/view/run/report-groups.ts';
import { networkOfDesign } from '../networks.ts';
import { checkpointFile, longNamedFile } from './checkpoint-files.ts';
import { configured, folder, shards } from './folders.ts';
import { imageFile } from './image-files.ts';
import { designFile, reportFile, spaceFile } from './json-files.ts';
import { hostileFile, legacyFile, zippedFile } from './pytorch-files.ts';
import { holds } from './property.ts';
import { expectReadable, expectWhole } from './whole.ts';

const messagesOf = (problems: readonly Readonly<{ message: string }>[]) =>
	problems.map(({ message }) => message);

test('any file of a design gives a whole design or a reason, and is undone', async () => {
	const studio = new Studio(defaultDesign());
	await holds('files of designs', designFile(), readDesignFile, ({ design, problems }) => {
		expectReadable(messagesOf(problems));
		if (!design) return expect(problems).not.toEqual([]);
		expectWhole(design);
		const before = studio.design;
		studio.replace(design);
		expect(studio.problems).toEqual([]);
		studio.undo();
		expect(studio.design).toBe(before);
	});
});

test('any file of a space gives a space or a reason', async () => {
	await holds('files of spaces', spaceFile(), readSpaceFile, ({ space, problems }) => {
		expectReadable(messagesOf(problems));
		if (!space) return expect(problems).not.toEqual([]);
		expectWhole(space.query.space.base);
	});
});

test('any file of a run report gives a report that can be shown or a reason', async () => {
	await holds('run reports', reportFile(), readReport, ({ report, problems }) => {
		expectReadable(problems);
		if (!report) return expect(problems).not.toEqual([]);
		expect(reportGroups(report).length).toBeGreaterThan(0);
		expectWhole(readLink(report.design, presetNames()).design);
	});
});

/** Pickles of some ten thousand steps, which are read in a worker. */
const LONG = () => 64 * 2 ** 20;
const bySize = ({ size }: Blob) => size;

test.each([
	['safetensors', checkpointFile(), 'weights.safetensors', 100, bySize],
	['PyTorch’s zip archives', zippedFile(), 'weights.pth', 40, bySize],
	['PyTorch’s files before 1.6', legacyFile(), 'weights.pth', 30, bySize],
	['pickles that call and grow, and archives that lie', hostileFile(), 'weights.pth', 40, LONG]
] as const)(
	'any of %s gives a design that it fits or a reason',
	async (what, files, name, slice, beside) => {
		await holds(
			what,
			files,
			(file) => openCheckpoint(file, name),
			(opened) => {
				if (!opened.ok) return expectReadable([opened.message, ...opened.details]);
				const { checkpoint } = opened;
				expectWhole(checkpoint.design);
				expect(fitsNetwork(checkpoint, networkOfDesign(checkpoint.design).layers)).toBe(true);
				for (const { parts } of weightFile(checkpoint).places.values())
					for (const { file, start, end } of parts)
						expect(start <= end && end <= file.size).toBe(true);
			},
			slice,
			beside
		);
	}
);

test('names of ten thousand parts are read as quickly as any, and the file is told of', async () => {
	await holds(
		'files of long names',
		longNamedFile(),
		(file) => openCheckpoint(file, 'weights.safetensors'),
		(opened) => {
			if (opened.ok) throw new Error('three tensors make no network');
			expectReadable([opened.message, ...opened.details]);
		},
		4
	);
});

test.each([
	['folders', folder(), 40],
	['shards with their index', shards(), 20],
	['weights with their config.json', configured(), 20]
] as const)('any of %s give a design that they fit or a reason', async (what, inputs, slice) => {
	await holds(
		what,
		inputs,
		(files) => openFiles(files),
		(opened) => {
			if (!opened.ok) return expectReadable([opened.message, ...opened.details]);
			expectWhole(opened.checkpoint.design);
		},
		slice,
		(files) => files.reduce((sum, { file }) => sum + file.size, 0)
	);
});

test('any image gives a size that is judged before it is decoded, or none', async () => {
	await holds(
		'images',
		imageFile(),
		(file) => claimedSize(file).catch(() => undefined),
		(size) => {
			if (size) expect(sizeProblem(size)).not.toBe('');
			if (size) expect([typeof size.width, typeof size.height]).toEqual(['number', 'number']);
		}
	);
});
