import { expect, test } from 'vitest';
import { notices, writtenNotices } from '../../../scripts/notices.js';

test('the notices are those of the packages that are installed', () => {
	expect(writtenNotices()).toBe(notices());
});
