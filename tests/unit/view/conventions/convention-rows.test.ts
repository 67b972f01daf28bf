import { expect, it } from 'vitest';
import {
	conventionRows,
	conventionsTable
} from '../../../../src/lib/view/conventions/convention-rows.ts';
import { networkOf } from '../../../networks.ts';

it('hands out what every tool counts, in its unit and in full', () => {
	const rows = conventionRows(networkOf('convnext_tiny').layers, { fusedAttention: true });
	const lines = conventionsTable(rows, ',').split('\n');
	expect(lines[0]).toBe('tool,count,unit,params');
	expect(lines).toHaveLength(rows.length + 1);
	expect(lines[1]?.split(',').slice(1)).toEqual(['4455531264', 'MACs', '28589128']);
});
