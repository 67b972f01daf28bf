import { existsSync, readFileSync } from 'node:fs';

/**
 * How many tests a run had.
 * @typedef {{ passed: number, failed: number, skipped: number }} Tally
 */

/**
 * A step that is one check.
 * @param {boolean} ok
 * @returns {Tally}
 */
export const one = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });

/**
 * @param {Tally} a
 * @param {Tally} b
 * @returns {Tally}
 */
export const add = (a, b) => ({
	passed: a.passed + b.passed,
	failed: a.failed + b.failed,
	skipped: a.skipped + b.skipped
});

/**
 * @param {Tally} tally
 * @returns {string} "12 passed, 0 failed", and the skipped if there are any
 */
export function summary({ passed, failed, skipped }) {
	return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * What the runners' JSON reports hold of it.
 * @typedef {Readonly<Record<'numPassedTests' | 'numFailedTests' | 'numPendingTests' | 'numTodoTests', number>>} VitestReport
 * @typedef {Readonly<{ stats: Readonly<Record<'expected' | 'flaky' | 'unexpected' | 'skipped', number>> }>} PlaywrightReport
 */

/**
 * @param {string} report what Vitest's JSON reporter wrote
 * @param {boolean} ok whether Vitest itself succeeded
 */
export function vitestTally(report, ok) {
	return fromReport(report, ok, (/** @type {VitestReport} */ result) => ({
		passed: result.numPassedTests,
		failed: result.numFailedTests,
		skipped: result.numPendingTests + result.numTodoTests
	}));
}

/**
 * @param {string} report what Playwright's JSON reporter wrote
 * @param {boolean} ok whether Playwright itself succeeded
 */
export function playwrightTally(report, ok) {
	return fromReport(report, ok, (/** @type {PlaywrightReport} */ { stats }) => ({
		passed: stats.expected + stats.flaky,
		failed: stats.unexpected,
		skipped: stats.skipped
	}));
}

/**
 * A runner that failed, or ran nothing, counts as a failure even where no test did: a file that
 * does not load, a browser that does not start.
 * @template Result what the runner writes
 * @param {string} report
 * @param {boolean} ok
 * @param {(result: Result) => Tally} read
 */
function fromReport(report, ok, read) {
	if (!existsSync(report)) return one(false);
	const tally = read(JSON.parse(readFileSync(report, 'utf8')));
	if (tally.failed > 0 || (ok && tally.passed > 0)) return tally;
	return add(tally, one(false));
}
