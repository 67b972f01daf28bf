import { expect, test } from 'vitest';
import { spreadValues } from '../../../src/lib/checkpoint/deterministic.ts';
import { follow } from '../../../src/lib/checkpoint/tensor.ts';
import biases from '../../golden/checkpoints/bias_tables.json';
import golden from '../../golden/checkpoints/position_tables.json';
import { distance } from '../../browser/networks.ts';

test.each(golden)(
	'a table of $from places and $learned learned tokens is resampled to $to as timm does',
	({ learned, from: [rows = 0, columns = 0], to: [high = 0, wide = 0], channels, values }) => {
		const table = spreadValues('pos_embed', (learned + rows * columns) * channels, [0, 0.5]);
		const sides = { from: [rows, columns], to: [high, wide] } as const;
		const resample = { kind: 'positions', learned, ...sides, channels } as const;
		const found = follow(table, { resample });
		expect(found).toHaveLength(values.length);
		expect(distance(found, values)).toBeLessThan(2e-6);
	}
);

test.each(biases.tables)(
	'a table of biases for windows of $from is resampled to $to as timm does',
	({ from, to: [high = 0, wide = 0], heads, values }) => {
		const count = (2 * from - 1) ** 2 * heads;
		const table = spreadValues('relative_position_bias_table', count, [0, 0.1]);
		const found = follow(table, { resample: { kind: 'biases', from, to: [high, wide], heads } });
		expect(found).toHaveLength(values.length);
		expect(distance(found, values)).toBeLessThan(1e-5);
	}
);
