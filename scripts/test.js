// Plain JavaScript without dependencies: on a fresh clone this runs before there are any.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { ensureBrowser } from './browser.js';
import { ensureInstalled } from './install.js';
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
 * In the order in which they start: what takes longest comes first, so that it does not end alone.
 * @type {Record<string, Step>}
 */
const steps = {
	compute: (run) => vitest('compute', run),
	build: async (run) => one(await run('scripts/build.js', [])),
	types: async (run) =>
		one(await run('node_modules/svelte-check/bin/svelte-check', ['--fail-on-warnings'])),
	lint: async (run) =>
		all(
			await run('node_modules/prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']),
			await run('node_modules/eslint/bin/eslint.js', ['.']),
			await run('node_modules/oxlint/bin/oxlint', ['--quiet']),
			await run('node_modules/knip/bin/knip.js', [])
		),
	unit: (run) => vitest('unit', run),
	package: (run) => vitest('package', run),
	browser: (run) => vitest('browser', run),
	size: async (run) => one(await run('scripts/size.js', [])),
	e2e: (run) => playwright(run),
	fuzz: (run) => fuzz(run),
	gpu: (run) => vitest('gpu', run)
};

/** Steps that run only where they are asked for. */
const ON_DEMAND = ['fuzz', 'gpu'];

/** Steps that need the site that is built, or every core. The others keep about one core busy each. */
const LAST = ['size', 'e2e', 'fuzz'];

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
	const seconds = ((performance.now() - begun) / 1000).toFixed(1);
	console.log(`${beside ? heard : ''}--- ${name}: ${summary(tally)} in ${seconds} s`);
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
 * @param {string[]} names
 */
async function runSteps(names) {
	let total = await prepareBrowser();
	// Lint, types and the build read what this writes.
	runTool('@sveltejs/kit/svelte-kit.js', ['sync']);
	const inOrder = Object.keys(steps).filter((name) => names.includes(name));
	const waiting = inOrder.filter((name) => !LAST.includes(name));
	const beside = waiting.length > 1;
	const lane = async () => {
		for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
			const tally = await runStep(name, beside);
			total = add(total, tally);
		}
	};
	await Promise.all(Array.from({ length: availableParallelism() }, lane));
	for (const name of inOrder.filter((name) => LAST.includes(name))) {
		total = add(total, await runStep(name, false));
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
	const usual = Object.keys(steps).filter((name) => !ON_DEMAND.includes(name));
	const total = await runSteps(asked.length > 0 ? asked : usual);
	console.log(`\n${summary(total)}`);
	process.exitCode = total.failed > 0 ? 1 : 0;
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	console.log('\n0 passed, 1 failed');
	process.exitCode = 1;
} finally {
	rmSync(reports, { recursive: true, force: true });
}
