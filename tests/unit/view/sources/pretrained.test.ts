import { expect, test } from 'vitest';
import { loadPretrained } from '../../../../src/lib/hub/pretrained.ts';
import { loadTimmNames } from '../../../../src/lib/names/timm.ts';
import {
	designOf,
	pretrainedRows,
	tellDownload
} from '../../../../src/lib/view/sources/pretrained.ts';

test('a preset’s weights are listed with where they are, licence, accuracy, input and size', async () => {
	const [names, where] = [await loadTimmNames(), await loadPretrained()];
	const rows = pretrainedRows('convnext_tiny', names, where);
	expect(rows.find(({ tag }) => tag === 'fb_in22k_ft_in1k_384')).toMatchObject({
		repository: 'timm/convnext_tiny.fb_in22k_ft_in1k_384',
		licence: 'apache-2.0',
		input: 384,
		classes: 1000,
		// 28,589,128 parameters in float32.
		bytes: 114_356_512
	});
	expect(rows.find(({ tag }) => tag === 'fb_in1k')?.top1).toBe(82.066);
	expect(pretrainedRows('convnextv2_tiny', names, where)[0]?.licence).toBe('cc-by-nc-4.0');
	expect(pretrainedRows('resnet200', names, where)).toEqual([]);
	expect(
		pretrainedRows('vit_base_patch16_clip_quickgelu_224', names, where).map(
			({ repository }) => repository
		)
	).toContain('timm/vit_base_patch16_clip_224.openai');
});

test('a repository of timm’s is known with its design, others are not', async () => {
	await loadTimmNames();
	expect(designOf('timm/convnext_tiny.fb_in22k_ft_in1k_384')?.config.input).toBe(384);
	expect(designOf('facebook/convnext-tiny-224')).toBeNull();
	expect(designOf('timm/nothing.here')).toBeNull();
});

test('a download says how far it is, in bytes and as a share', () => {
	const file = { repository: 'a/b', commit: '1', path: 'm', size: 4e6, sha256: '', licence: null };
	expect(tellDownload(null, null).text).toContain('Asking');
	expect(tellDownload(file, { phase: 'download', bytes: 1e6 })).toEqual({
		text: '1.00 MB of 4.00 MB',
		share: 0.25
	});
	expect(tellDownload(file, { phase: 'check', bytes: 4e6 }).text).toContain('SHA-256');
});
