import { expect, test } from 'vitest';
import { spreadValues } from '../../../src/lib/checkpoint/deterministic.ts';
import { follow } from '../../../src/lib/checkpoint/tensor.ts';
import golden from '../../golden/checkpoints/position_tables.json';
import { distance } from '../../browser/networks.ts';

test.each(golden)(
	'a table of $from places and $learned learned tokens is resampled to $to as timm does',
	({ learned, from: [rows = 0, columns = 0], to: [high = 0, wide = 0], channels, values }) => {
		const table = spreadValues('pos_embed', (learned + rows * columns) * channels, [0, 0.5]);
		const resample = { learned, from: [rows, columns], to: [high, wide], channels } as const;
		const found = follow(table, { resample });
		expect(found).toHaveLength(values.length);
		expect(distance(found, values)).toBeLessThan(2e-6);
	}
);
