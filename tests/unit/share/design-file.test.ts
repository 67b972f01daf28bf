import fc from 'fast-check';
import { expect, test } from 'vitest';
import { families } from '../../../src/lib/arch/families.ts';
import { presetDesign, type Design } from '../../../src/lib/arch/design.ts';
import { printDesignFile, readDesignFile } from '../../../src/lib/share/design-file.ts';
import { defaultDesign } from '../../../src/lib/share/settings.ts';
import { validDesign } from '../../designs.ts';
import { hostileJson, hostileText } from '../../hostile-json.ts';
import { runs } from '../../runs.ts';

const messages = (text: string) => readDesignFile(text).problems.map(({ message }) => message);

/** The file of ConvNeXt-T with parts of it replaced. */
const fileWith = (changes: object, settings: object = {}): string => {
	const file = JSON.parse(printDesignFile(defaultDesign()));
	return JSON.stringify({ ...file, ...changes, settings: { ...file.settings, ...settings } });
};

test('a file brings any design back exactly', () => {
	fc.assert(
		fc.property(validDesign(), (design) => {
			expect(readDesignFile(printDesignFile(design))).toEqual({ design, problems: [] });
		}),
		{ numRuns: runs(200) }
	);
});

test('a file reads as a person would write it', () => {
	expect(printDesignFile(defaultDesign())).toContain('"depths": [3, 3, 9, 3]');
});

test('what is no design is refused in a sentence, and nothing is opened', () => {
	for (const [text, message] of [
		['{', 'the file is no JSON'],
		['[]', 'the file is no design of ConvNeXt Explorer'],
		['{"app":"another"}', 'the file is no design of ConvNeXt Explorer'],
		[fileWith({ version: 2 }), 'version: expected 1, and found 2'],
		[
			fileWith({ family: 'rnn' }),
			`family: expected ${families()
				.map(({ id }) => `"${id}"`)
				.join(' or ')}, and found "rnn"`
		],
		[fileWith({ preset: 7 }), 'preset: expected a text, and found 7'],
		[
			JSON.stringify({ ...JSON.parse(fileWith({})), settings: 7 }),
			'settings: expected settings by field, and found 7'
		],
		['x'.repeat(100_001), 'the file has 100001 characters; permitted: up to 100000']
	] as const) {
		const opened = readDesignFile(text);
		expect(opened.design).toBeNull();
		expect(opened.problems.map((problem) => problem.message)).toEqual([message]);
	}
});

test('a setting that is not permitted is named, and the others are taken', () => {
	const opened = readDesignFile(fileWith({}, { kernels: [4, 4, 4, 4], depths: [1, 2, 3, 4] }));
	expect(opened.design?.config.depths).toEqual([1, 2, 3, 4]);
	expect(opened.design?.config.kernels).toEqual([7, 7, 7, 7]);
	expect(opened.problems.map(({ message }) => message)).toEqual([
		'kernels: “4,4,4,4” is not permitted; permitted: odd numbers from 1 to 63, one for each stage separated by commas'
	]);
});

test('values that are none at all are refused by their field', () => {
	expect(messages(fileWith({}, { input: { px: 224 } }))[0]).toMatch(/^input: .* is not permitted/);
	expect(messages(fileWith({}, { colour: 'red' }))[0]).toMatch(/^“colour” is no field/);
});

test('a preset of another family is named, and the settings still are those of the file', () => {
	const swin = presetDesign('swin_tiny_patch4_window7_224') as Design;
	const file = JSON.parse(printDesignFile(swin));
	const opened = readDesignFile(JSON.stringify({ ...file, preset: 'nothing' }));
	expect(opened.design?.config).toEqual(swin.config);
	expect(opened.problems[0]?.message).toMatch(/^“nothing” is no preset/);
});

test('whatever stands in a file or in a part of it, it is refused in words and the rest is kept', () => {
	const deep = `${'['.repeat(40_000)}${']'.repeat(40_000)}`;
	expect(messages(fileWith({ preset: 'DEEP' }).replace('"DEEP"', deep))[0]).toContain('preset');
	const within = readDesignFile(fileWith({}, { input: 'DEEP' }).replace('"DEEP"', deep));
	expect(within.problems[0]?.message).toMatch(/^input: “\[+…?” is not permitted/);
	expect(within.design).toEqual(defaultDesign());
	const { family, preset, settings } = JSON.parse(fileWith({}));
	const keys = ['app', 'version', ...Object.keys({ family, preset, settings })];
	fc.assert(
		fc.property(fc.constantFrom(...keys), hostileJson(), (key, value) => {
			const opened = readDesignFile(JSON.stringify({ ...JSON.parse(fileWith({})), [key]: value }));
			if (!opened.design) expect(opened.problems).not.toEqual([]);
		})
	);
	fc.assert(
		fc.property(fc.constantFrom(...Object.keys(settings)), hostileJson(), (key, value) => {
			expect(readDesignFile(fileWith({}, { [key]: value })).design).not.toBeNull();
		})
	);
	fc.assert(
		fc.property(hostileText(), (text) => {
			expect(readDesignFile(text).problems).not.toEqual([]);
		})
	);
});
