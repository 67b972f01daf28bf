import { defineConfig } from '@playwright/test';
import process from 'node:process';

// The server says its port, and Playwright puts it here for itself and its workers.
const address = process.env.E2E_PORT ? `http://localhost:${process.env.E2E_PORT}/` : undefined;

/** Journeys that know no browser's protocol, in every browser that is there. */
const browsers = (process.env.BROWSERS ?? 'chromium,firefox,webkit').split(',');

export default defineConfig({
	testDir: 'tests/browsers',
	outputDir: 'test-results/browsers',
	workers: 2,
	forbidOnly: !!process.env.CI,
	retries: process.env.CI ? 1 : 0,
	// A machine that does other work takes ten times as long; what is limited here is a hang.
	timeout: 900_000,
	expect: { timeout: 300_000 },
	reporter: 'list',
	...(address === undefined ? {} : { use: { baseURL: address } }),
	projects: browsers.map((name) => ({ name })),
	webServer: {
		command: 'node scripts/start.js --port 0',
		wait: { stdout: /ready at http:\/\/[^:]+:(?<e2e_port>\d+)/ },
		timeout: 600_000
	}
});
