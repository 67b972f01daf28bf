// Plain JavaScript without dependencies: on a fresh clone this runs before there are any.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { ensureBrowser } from './browser.js';
import { build } from './build.js';
import { ensureInstalled } from './install.js';
import { runTool } from './process.js';
import { reportFirstLoad } from './size.js';
import { add, one, playwrightTally, summary, vitestTally } from './tally.js';

/** Some tools colour whatever CI reads; escape codes make a plain log hard to read. */
const plain = process.stdout.isTTY ? {} : { env: { NO_COLOR: '1' } };

/** A runner that hangs must not keep the others from being heard. */
const limit = { timeout: 20 * 60_000 };

const reports = mkdtempSync(join(tmpdir(), 'convnext-explorer-'));

/** @typedef {() => import('./tally.js').Tally} Step */

/**
 * Every step runs, whatever became of the ones before it.
 * @type {Record<string, Step>}
 */
const steps = {
	lint: () =>
		all(
			runTool('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']),
			runTool('eslint/bin/eslint.js', ['.']),
			runTool('knip/bin/knip.js', [])
		),
	types: () =>
		all(
			runTool('@sveltejs/kit/svelte-kit.js', ['sync']),
			runTool('svelte-check/bin/svelte-check', ['--fail-on-warnings'], plain)
		),
	unit: () => vitest('unit'),
	build: () => one(build()),
	size: () => one(reportFirstLoad()),
	browser: () => vitest('browser'),
	e2e: () => playwright()
};

/** @param {boolean[]} results */
function all(...results) {
	return one(results.every(Boolean));
}

/** @param {string} project */
function vitest(project) {
	const report = join(reports, `${project}.json`);
	const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
	const ok = runTool('vitest/vitest.mjs', ['run', '--project', project, ...reporters], {
		...limit,
		...plain
	});
	return vitestTally(report, ok);
}

function playwright() {
	const report = join(reports, 'e2e.json');
	const options = { ...limit, env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report } };
	const ok = runTool('@playwright/test/cli.js', ['test', '--reporter=list,json'], options);
	return playwrightTally(report, ok);
}

/** @param {Step} step */
function attempt(step) {
	try {
		return step();
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		return one(false);
	}
}

/** Without a browser the steps that need none still have something to say. */
function prepareBrowser() {
	const nothing = { passed: 0, failed: 0, skipped: 0 };
	return attempt(() => {
		console.log(`Browser: ${ensureBrowser()}`);
		return nothing;
	});
}

/** @param {string[]} names */
function runSteps(names) {
	let total = prepareBrowser();
	for (const name of names) {
		console.log(`\n=== ${name} ===`);
		const begun = performance.now();
		const tally = attempt(/** @type {Step} */ (steps[name]));
		const seconds = ((performance.now() - begun) / 1000).toFixed(1);
		console.log(`--- ${name}: ${summary(tally)} in ${seconds} s`);
		total = add(total, tally);
	}
	return total;
}

try {
	const asked = process.argv.slice(2);
	const unknown = asked.filter((name) => !(name in steps));
	if (unknown.length > 0) {
		throw new Error(`No step ${unknown.join(', ')}; there are ${Object.keys(steps).join(', ')}.`);
	}
	ensureInstalled({ tools: true });
	const total = runSteps(asked.length > 0 ? asked : Object.keys(steps));
	console.log(`\n${summary(total)}`);
	process.exitCode = total.failed > 0 ? 1 : 0;
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	console.log('\n0 passed, 1 failed');
	process.exitCode = 1;
} finally {
	rmSync(reports, { recursive: true, force: true });
}
