import { expect, test } from 'vitest';
import type { Features } from '../../../../src/lib/benchmark/inspect/inspect.ts';
import { attentionFor } from '../../../../src/lib/features/attentions.ts';
import { placementsOf } from '../../../../src/lib/features/placement.ts';
import {
	attentionMaps,
	drawnAround,
	looksFrom,
	smallHeads,
	type Looking
} from '../../../../src/lib/view/features/attention-maps.ts';
import {
	attentionCaption,
	tellMap,
	tellNowhere,
	tellShares,
	whyNoRollout
} from '../../../../src/lib/view/features/attention-text.ts';
import { smallNetwork } from '../../../small-networks.ts';
import { featuresOf } from './features.ts';

/** Attention of a small network in which all keys are alike. */
function shownOf(name: string, path: string, looking: Looking | null, rollout = false) {
	const { layers } = smallNetwork(name);
	const layer = layers.find((one) => one.path === path);
	const placement = placementsOf(layers).get(path);
	if (!layer || !placement) throw new Error(`there is no ${path}`);
	const positions = layer.in.slice(0, -1).reduce((product, size) => product * size, 1);
	const attention = {
		...{ shape: layer.in, values: new Float32Array(positions * (layer.in.at(-1) ?? 0)) },
		...{ table: null, pooling: null, rollout: new Float64Array(positions).fill(1 / positions) }
	};
	const features: Features = { ...featuresOf([1], [0]), path, attention };
	const from = looksFrom(looking, placement);
	const maps = attentionMaps(features, placement, layer, from, rollout);
	if (!maps) throw new Error('this was asked');
	return { layer, layers, placement, maps };
}

test('a class token looks first, at the picture and at all that is not on it', () => {
	const { maps, placement } = shownOf('small_vit_reg_ls', 'blocks.1.attn', null);
	expect(maps.looking).toEqual({ kind: 'token', index: 0 });
	expect(maps.heads.map(({ head }) => head)).toEqual([null, 0, 1, 2]);
	const [mean] = maps.heads;
	expect(mean?.map).toMatchObject({ rows: 4, columns: 4 });
	expect(drawnAround(maps)).toEqual([]);
	expect(mean && tellNowhere(maps, mean, 0, placement)).toBe(
		'Not on the picture: class token 4.76%, register 1 token 4.76%, register 2 token 4.76%, register 3 token 4.76%, register 4 token 4.76%.'
	);
});

test('in windows the middle looks first; a place stays as near as it can where maps are smaller', () => {
	const first = shownOf('padded_swin', 'layers.0.blocks.1.attn', null);
	expect(first.maps.looking).toEqual({ kind: 'place', row: 9, column: 9 });
	const corner = { kind: 'place', row: 17, column: 17 } as const;
	const last = shownOf('padded_swin', 'layers.0.blocks.1.attn', corner);
	expect(last.maps.frames.map(({ top, left }) => [top, left])).toEqual([
		[0, 0],
		[0, 17],
		[17, 0],
		[17, 17]
	]);
	expect(tellShares(last.maps, last.layer, false)).toContain('4 by 4 on the picture');
	expect(last.maps.lost[0]).toBe(0);
	expect(smallHeads(last.maps)).toBe(last.maps.heads);
	const whole = shownOf('padded_swin', 'layers.0.blocks.0.attn', corner);
	expect(whole.maps.frames).toEqual([{ top: 14, left: 14, bottom: 17, right: 17 }]);
	expect(smallHeads(whole.maps)[1]?.map).toMatchObject({ rows: 4, columns: 4 });
	expect(whole.maps.lost[0]).toBeCloseTo(1 - 16 / 49);
	const later = shownOf('padded_swin', 'layers.1.blocks.0.attn', corner);
	expect(later.maps.looking).toEqual({ kind: 'place', row: 8, column: 8 });
});

test('the token that pools all others looks from nowhere, at every token', () => {
	const { layers } = smallNetwork('map_vit');
	const layer = attentionFor(layers, null);
	const placement = placementsOf(layers).get('attn_pool.kv');
	if (!layer || !placement) throw new Error('there is no attention pooling');
	expect(layer.path).toBe('attn_pool');
	const attention = {
		...{ shape: [16, 48], values: new Float32Array(16 * 48), table: null, rollout: null },
		pooling: { query: new Float32Array(24), keys: 'attn_pool.kv' }
	};
	const features: Features = { ...featuresOf([1], [0]), path: layer.path, attention };
	const maps = attentionMaps(features, placement, layer, looksFrom(null, placement), false);
	const [mean] = maps?.heads ?? [];
	if (!maps || !mean) throw new Error('this was asked');
	expect(maps.heads).toHaveLength(4);
	expect(mean.map).toMatchObject({ rows: 4, columns: 4 });
	expect(mean.map.values[5]).toBeCloseTo(1 / 16);
	expect(drawnAround(maps)).toEqual([]);
	expect(tellMap(maps, mean, placement, false)).toBe(
		'Where the token that pools all others looks, mean of heads.'
	);
	expect(tellShares(maps, layer, false)).toContain('Attention pooling');
});

test('what has left the page says what looks, by which head, and whose the weights are', () => {
	const place = { kind: 'place', row: 1, column: 2 } as const;
	const { maps, placement, layer, layers } = shownOf('tiny_swin', 'layers.0.blocks.1.attn', place);
	const about = { preset: 'swin', picture: 'stripes', weights: 'Weights: not trained.' };
	const caption = attentionCaption(layer.path, maps, 2, placement, layer, false, about);
	expect(caption[0]).toMatch(
		/^swin, layers\.0\.blocks\.1\.attn\. Where row 2, column 3 looks, head 2\. Viridis from 0% to/
	);
	expect(caption.at(-1)).toBe('Picture: stripes. Weights: not trained.');
	expect(whyNoRollout(layers, layer.path)).toMatch(/class token leads/);
});

test('a rollout has one map, whatever looks', () => {
	const place = { kind: 'place', row: 1, column: 2 } as const;
	const { maps } = shownOf('tiny_vit', 'blocks.1.attn', place, true);
	expect(maps.heads.length).toBe(1);
	expect(drawnAround(maps)).toEqual([]);
});
