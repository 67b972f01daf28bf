import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openFiles } from '../../../src/lib/checkpoint/open.ts';
import { defaultDesign } from '../../../src/lib/share/settings.ts';
import { Sources } from '../../../src/lib/state/sources.svelte.ts';
import { Studio } from '../../../src/lib/state/studio.svelte.ts';

function setUp() {
	const studio = new Studio(defaultDesign());
	// Node has no workers of the page's kind: files are read by the same code in this thread.
	const sources = new Sources(studio, (files, { onprogress }) => openFiles(files, onprogress));
	return { studio, sources };
}

function golden(name: string): File {
	const bytes = readFileSync(`tests/golden/checkpoints/${name}.safetensors`);
	return new File([bytes], `${name}.safetensors`);
}

test('opening a checkpoint makes its design the workspace’s, in one step to undo', async () => {
	const { studio, sources } = setUp();
	studio.set('batch', 3);
	const before = studio.design;
	await sources.take(golden('timm_convnext_f32'));
	expect(sources.fits).toBe(true);
	expect(studio.design.config).toMatchObject({ widths: [6, 8, 12, 20], batch: 3, classes: 10 });
	studio.undo();
	expect(studio.design).toBe(before);
	expect(sources.fits).toBe(false);
	expect(sources.weights).toBeUndefined();
	studio.redo();
	expect(sources.weights?.label).toContain('timm_convnext_f32.safetensors');
});

test('a design that fits the checkpoint already stays as it is', async () => {
	const { studio, sources } = setUp();
	await sources.take(golden('timm_convnext_f32'));
	studio.set('activation', 'relu');
	studio.set('input', 64);
	const edited = studio.design;
	await sources.take(golden('timm_convnext_f32'));
	expect(studio.design).toBe(edited);
	expect(sources.fits).toBe(true);
	studio.set('grn', true);
	expect(sources.fits).toBe(false);
});

test('a bad file is refused, and what was open stays', async () => {
	const { studio, sources } = setUp();
	await sources.take(golden('timm_convnext_f32'));
	const { design } = studio;
	await sources.take(new File(['{"a": nonsense'], 'bad.safetensors'));
	expect(sources.refused?.message).toContain('bad.safetensors');
	expect(sources.checkpoint?.name).toBe('timm_convnext_f32.safetensors');
	expect(studio.design).toBe(design);
	sources.dismiss();
	expect(sources.refused).toBeNull();
	sources.dropCheckpoint();
	expect(sources.weights).toBeUndefined();
	expect(studio.design).toBe(design);
});

test('an image is prepared as the checkpoint or preset wants until a person says otherwise', async () => {
	const { studio, sources } = setUp();
	await sources.take(new File(['?'], 'cat.jpg', { type: 'image/jpeg' }));
	expect(sources.image).toMatchObject({ name: 'cat.jpg', preprocessing: { crop: 0.875 } });
	studio.choosePreset('vit_small_patch16_224');
	expect(sources.preprocessing).toMatchObject({ crop: 0.9, mean: [0.5, 0.5, 0.5] });
	sources.prepare({ ...sources.preprocessing, crop: 1 });
	expect(sources.image?.preprocessing.crop).toBe(1);
	sources.prepare(null);
	expect(sources.preprocessing.crop).toBe(0.9);
	sources.dropImage();
	expect(sources.image).toBeUndefined();
});

test('a picture is shown to networks of three channels or one, and kept while another is in view', async () => {
	const { studio, sources } = setUp();
	await sources.take(new File([], 'cat.png', { type: 'image/png' }));
	for (const [channels, shown] of [
		[3, true],
		[1, true],
		[4, false],
		[3, true]
	] as const) {
		studio.set('channels', channels);
		expect(sources.image !== undefined).toBe(shown);
		expect(sources.picture?.name).toBe('cat.png');
	}
});

test('of several images a run looks at the first, and all are kept with their folders', async () => {
	const { sources } = setUp();
	const named = (name: string) => new File([], name, { type: 'image/png' });
	sources.look([
		{ file: named('1.png'), path: 'cats/1.png' },
		{ file: named('2.png'), path: 'dogs/2.png' }
	]);
	expect(sources.image?.name).toBe('1.png');
	expect(sources.pictures.map(({ path }) => path)).toEqual(['cats/1.png', 'dogs/2.png']);
	await sources.take(named('3.png'));
	expect(sources.pictures).toHaveLength(1);
	sources.dropImage();
	expect(sources.picture).toBeUndefined();
});

test('weights that come with their design are given to it, where they fit it', async () => {
	const { studio, sources } = setUp();
	await sources.take(golden('timm_convnext_f32'));
	const fitting = { ...studio.design, config: { ...studio.design.config, input: 96 } };
	await sources.take(golden('timm_convnext_f32'), fitting);
	expect(studio.design.config.input).toBe(96);
	await sources.take(golden('timm_convnext_f32'), defaultDesign());
	expect(studio.design.config.widths).toEqual([6, 8, 12, 20]);
	expect(sources.fits).toBe(true);
});
