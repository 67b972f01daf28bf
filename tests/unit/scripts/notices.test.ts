import process from 'node:process';
import { expect, test } from 'vitest';
import { notices, writtenNotices } from '../../../scripts/notices.js';
import { functionsOfKernels } from '../../../scripts/wasm-kernels.js';

test('the notices are those of the packages that are installed', () => {
	expect(writtenNotices()).toBe(notices());
});

// They are compiled for it without being optimised, which takes seconds.
test.runIf(process.env.THOROUGH)(
	'our kernels hold nothing of AssemblyScript’s own library, which would need its notice',
	async () => {
		const functions = await functionsOfKernels();
		expect(functions).toContain('kernels/run');
		expect(functions.filter((name) => name?.startsWith('~lib/'))).toEqual([]);
	}
);
