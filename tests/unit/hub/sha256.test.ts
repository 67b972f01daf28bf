import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from '../../../src/lib/hub/sha256.ts';

test('a hash that is fed in pieces is the one that Node computes of the whole', () => {
	fc.assert(
		fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 }), (pieces) => {
			const hash = sha256();
			for (const piece of pieces) hash.add(piece);
			expect(hash.end()).toBe(createHash('sha256').update(Buffer.concat(pieces)).digest('hex'));
		})
	);
});
