// Plain JavaScript without dependencies: on a fresh clone this runs before there are any.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { ensureBrowser } from './browser.js';
import { ensureInstalled } from './install.js';
import { otherBrowsers } from './other-browsers.js';
import { runBeside, runTool } from './process.js';
import { add, one, playwrightTally, summary, vitestTally } from './tally.js';

/** A runner that hangs must not keep the others from being heard. */
const limit = { timeout: 60 * 60_000 };

const reports = mkdtempSync(join(tmpdir(), 'convnext-explorer-'));

/**
 * Runs one of Node's scripts for a step, and says whether it succeeded.
 * @typedef {(script: string, args: string[], env?: Record<string, string>) => Promise<boolean>} Run
 * @typedef {import('./tally.js').Tally} Tally
 * @typedef {(run: Run) => Promise<Tally>} Step
 */

/**
 * In the order in which they start: what others wait for and what takes longest comes first, so that none ends
 * alone; types take as long as the build, and with both there is room for the journeys.
 * @type {Record<string, Step>}
 */
const steps = {
	build: async (run) => one(await run('scripts/build.js', [])),
	compute: (run) => vitest('compute', run),
	types: async (run) =>
		one(await run('node_modules/svelte-check/bin/svelte-check', ['--tsgo', '--fail-on-warnings'])),
	e2e: (run) => playwright(run),
	browser: (run) => vitest('browser', run),
	unit: (run) => vitest('unit', run),
	lint: async (run) =>
		all(
			await run('node_modules/oxfmt/bin/oxfmt', ['--check']),
			await run('node_modules/eslint/bin/eslint.js', ['.']),
			await run('node_modules/oxlint/bin/oxlint', ['-c', 'oxlint.config.js', '--quiet']),
			await run('node_modules/knip/bin/knip.js', [])
		),
	package: (run) => vitest('package', run),
	size: async (run) => one(await run('scripts/size.js', [])),
	fuzz: (run) => fuzz(run),
	gpu: (run) => vitest('gpu', run),
	browsers: (run) => browsers(run)
};

/** Steps that run only where they are asked for. */
const ON_DEMAND = ['fuzz', 'gpu', 'browsers'];

/** Steps that keep every core busy, whatever runs beside them. */
const ALONE = ['fuzz', 'browsers'];

/** How many of the places beside each other a step takes: journeys go on in two workers, others keep one core busy. */
const placesOf = (/** @type {string} */ name) => (name === 'e2e' ? 2 : 1);

/** Steps that need the site that is built. */
const NEED_SITE = ['size', 'e2e'];

/** @param {boolean[]} results */
function all(...results) {
	return one(results.every(Boolean));
}

/**
 * @param {string} project
 * @param {Run} run
 * @param {string[]} [files] all of the project's if none are named
 * @param {Record<string, string>} [env]
 */
async function vitest(project, run, files = [], env = {}) {
	const report = join(reports, `${project}.json`);
	const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
	const args = ['run', '--project', project, ...reporters, ...files];
	return vitestTally(report, await run('node_modules/vitest/vitest.mjs', args, env));
}

/**
 * @param {Run} run
 * @param {string[]} [files] all journeys if none are named
 * @param {Record<string, string>} [env]
 */
async function playwright(run, files = [], env = {}) {
	const report = join(reports, 'e2e.json');
	const all = { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
	const args = ['test', '--reporter=list,json', ...files];
	return playwrightTally(report, await run('node_modules/@playwright/test/cli.js', args, all));
}

/** Properties with random inputs in Node and in the page: about two minutes if no length is asked for. */
const FUZZ_SECONDS = '10';

/** @param {Run} run */
async function fuzz(run) {
	const { FUZZ_SEED, FUZZ_RUNS, FUZZ_SECONDS: seconds } = process.env;
	const env = {
		FUZZ_SEED: FUZZ_SEED ?? String(Date.now() % 2 ** 31),
		...(FUZZ_RUNS || seconds ? {} : { FUZZ_SECONDS })
	};
	console.log(`FUZZ_SEED=${env.FUZZ_SEED} makes the same inputs again`);
	return add(
		await vitest('unit', run, ['tests/fuzz'], env),
		await playwright(run, ['tests/e2e/fuzz', 'tests/e2e/chaos'], env)
	);
}

/** @param {number} begun */
const secondsSince = (begun) => ((performance.now() - begun) / 1000).toFixed(1);

/**
 * What came of every step and how long it took, in the order in which they ended.
 * @type {string[]}
 */
const times = [];

/**
 * The journeys that need no WebGPU, in every browser that is here or can be installed.
 * @param {Run} run
 */
async function browsers(run) {
	const { there, missing } = otherBrowsers();
	for (const name of missing) console.log(`No ${name} here, and none could be installed.`);
	const tally = await playwright(run, ['--config', 'playwright.browsers.config.ts'], {
		BROWSERS: ['chromium', ...there].join(',')
	});
	// Where nobody reads along, a browser that is missing is a failure.
	if (process.env.CI && missing.length > 0) return add(tally, one(false));
	return { ...tally, skipped: tally.skipped + missing.length };
}

/**
 * Runs a step, and says last what came of it.
 * @param {string} name
 * @param {boolean} beside whether others run meanwhile; then what it prints comes at its end, whole
 * @returns {Promise<Tally>}
 */
async function runStep(name, beside) {
	let heard = `\n=== ${name} ===\n`;
	if (!beside) process.stdout.write(heard);
	const begun = performance.now();
	// Some tools colour whatever CI reads; escape codes make a plain log hard to read.
	const plain = process.stdout.isTTY && !beside ? {} : { NO_COLOR: '1' };
	const hearing = beside ? { hear: (/** @type {string} */ text) => void (heard += text) } : {};
	const tally = await attempt(() =>
		/** @type {Step} */ (steps[name])((script, args, env = {}) =>
			runBeside(script, args, { ...limit, ...hearing, env: { ...plain, ...env } })
		)
	);
	const ended = `${name}: ${summary(tally)} in ${secondsSince(begun)} s`;
	console.log(`${beside ? heard : ''}--- ${ended}`);
	times.push(ended);
	return tally;
}

/** @param {() => Tally | Promise<Tally>} step */
async function attempt(step) {
	try {
		return await step();
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		return one(false);
	}
}

/** Without a browser the steps that need none still have something to say. */
function prepareBrowser() {
	const nothing = { passed: 0, failed: 0, skipped: 0 };
	return attempt(() => {
		console.log(`Browser: ${ensureBrowser({ install: true })}`);
		return nothing;
	});
}

/**
 * Every step runs, whatever became of the ones before it.
 * @param {readonly string[]} asked
 */
async function runSteps(asked) {
	let total = await prepareBrowser();
	// Lint, types and the build read what this writes.
	runTool('@sveltejs/kit/svelte-kit.js', ['sync']);
	const names = Object.keys(steps).filter((name) => asked.includes(name));
	const waiting = names.filter((name) => !ALONE.includes(name));
	const beside = waiting.length > 1;
	/** @type {Promise<void>} */
	let built = Promise.resolve();
	const begin = async (/** @type {string} */ name) => {
		if (NEED_SITE.includes(name)) await built;
		const tally = await runStep(name, beside && !ALONE.includes(name));
		total = add(total, tally);
	};
	// A journey waits for its page a fifth of the time: one step more than there are cores keeps them busy.
	const most = availableParallelism() + 1;
	let places = most;
	/** @type {Set<Promise<void>>} */
	const running = new Set();
	for (const name of waiting) {
		const taken = Math.min(placesOf(name), most);
		while (places < taken) await Promise.race(running);
		places -= taken;
		const step = begin(name).finally(() => {
			places += taken;
			running.delete(step);
		});
		running.add(step);
		if (name === 'build') built = step;
	}
	await Promise.all(running);
	for (const name of names.filter((name) => ALONE.includes(name))) await begin(name);
	return total;
}

try {
	const asked = process.argv.slice(2);
	const known = Object.keys(steps);
	const unknown = asked.filter((name) => !known.includes(name));
	if (unknown.length > 0) {
		throw new Error(`No step ${unknown.join(', ')}; there are ${known.join(', ')}.`);
	}
	ensureInstalled({ tools: true });
	const begun = performance.now();
	const usual = known.filter((name) => !ON_DEMAND.includes(name));
	const total = await runSteps(asked.length > 0 ? asked : usual);
	console.log(`\n${times.join('\n')}\n\n${summary(total)} in ${secondsSince(begun)} s`);
	process.exitCode = total.failed > 0 ? 1 : 0;
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	console.log('\n0 passed, 1 failed');
	process.exitCode = 1;
} finally {
	rmSync(reports, { recursive: true, force: true });
}
