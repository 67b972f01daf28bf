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
import { checkpointFile } from './checkpoint-files.ts';
import { folder } from './folders.ts';
import { imageFile } from './image-files.ts';
import { designFile, reportFile, spaceFile } from './json-files.ts';
import { pytorchFile } from './pytorch-files.ts';
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

test.each([
	['safetensors', checkpointFile(), 'weights.safetensors', 100],
	['PyTorch files', pytorchFile(), 'weights.pth', 60]
] as const)(
	'any of %s gives a design that it fits or a reason',
	async (what, files, name, slice) => {
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
			(file) => file.size
		);
	}
);

test('any folder of files gives a design that it fits or a reason', async () => {
	await holds(
		'folders',
		folder(),
		(files) => openFiles(files),
		(opened) => {
			if (!opened.ok) return expectReadable([opened.message, ...opened.details]);
			expectWhole(opened.checkpoint.design);
		},
		40
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
