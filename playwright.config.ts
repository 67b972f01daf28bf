import { defineConfig } from '@playwright/test';
import process from 'node:process';
import { launchOptions } from './scripts/browser.js';

// The server says its port, and Playwright puts it here for itself and its workers.
const address = process.env.E2E_PORT ? `http://localhost:${process.env.E2E_PORT}` : undefined;

/** Asks how far random inputs go: then no journey is too long. */
const { FUZZ_RUNS, FUZZ_SECONDS } = process.env;

export default defineConfig({
	testDir: 'tests/e2e',
	outputDir: 'test-results',
	workers: 2,
	fullyParallel: true,
	forbidOnly: !!process.env.CI,
	// A machine that is busy for a moment should not turn a journey into a failure; it is shown as flaky.
	retries: process.env.CI ? 1 : 0,
	// A machine that does other work takes ten times as long; what is limited here is a hang, which costs this much.
	timeout: FUZZ_RUNS || FUZZ_SECONDS ? 0 : 300_000,
	expect: { timeout: 120_000 },
	reporter: 'list',
	use: {
		...(address === undefined ? {} : { baseURL: address }),
		browserName: 'chromium',
		launchOptions: launchOptions(),
		// What a worker keeps would answer for a network that journeys break; those of the kept site allow it.
		serviceWorkers: 'block',
		// A processor paints every frame of what moves: an eighth of the work. Those that look at motion ask for it.
		reducedMotion: 'reduce',
		// Recorded all along, it is a quarter of a journey's work; `--trace on` records one that fails here.
		trace: 'on-first-retry'
	},
	webServer: {
		command: 'node scripts/start.js --port 0',
		wait: { stdout: /ready at http:\/\/[^:]+:(?<e2e_port>\d+)/ },
		timeout: 600_000
	}
});
