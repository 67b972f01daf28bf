import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { build, preview } from 'vite';
import { ensureBrowser, launchOptions } from '../browser.js';
import { ISOLATION } from '../isolation.js';
import { inRoot } from '../root.js';
import { wasmKernels } from '../wasm-kernels.js';
import { wasmThreads } from '../wasm-threads.js';
import {
	RUNTIMES,
	type EvidenceRequest,
	type EvidenceTimes,
	type Measurement,
	type Request
} from './measurement.ts';

/** A measurement that takes longer than this is stuck, ms. */
const PATIENCE_MS = 8 * 60_000;

const PAGE = inRoot('scripts', 'bench', 'page');

async function serve(outDir: string, headers: Record<string, string>) {
	const server = await preview({
		configFile: false,
		root: PAGE,
		logLevel: 'warn',
		build: { outDir },
		preview: { port: 0, strictPort: true, headers }
	});
	const url = server.resolvedUrls?.local[0];
	if (url === undefined) throw new Error('The server has no address.');
	return { url, close: () => server.close() };
}

type Tell = (what: string) => void;

type Measure = (request: Request, tell: Tell) => Promise<Measurement>;

/** Measures what evidence takes beside plain passes, on our WebAssembly with threads. */
type MeasureEvidence = (request: EvidenceRequest, tell: Tell) => Promise<EvidenceTimes>;

/** Measures in a page of its own, so that nothing is left of the one before. */
async function measureIn<T>(
	browser: Browser,
	url: string,
	measure: (page: Page) => Promise<T>,
	tell: Tell
): Promise<T> {
	const context = await browser.newContext();
	let timer: ReturnType<typeof setTimeout> | undefined;
	const stuck = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error('it took too long')), PATIENCE_MS);
	});
	try {
		const page = await context.newPage();
		page.on('console', (message) => {
			if (message.type() === 'log') tell(message.text());
		});
		const crashed = new Promise<never>((_, reject) =>
			page.on('crash', () => reject(new Error('the page crashed')))
		);
		await page.goto(url);
		await page.waitForFunction(() => 'bench' in globalThis);
		return await Promise.race([measure(page), stuck, crashed]);
	} finally {
		clearTimeout(timer);
		await context.close();
	}
}

/**
 * Builds the page that holds all runtimes, which is no part of the app, and opens a browser for as
 * long as `work` takes.
 */
export async function withBenchPage<T>(
	permitted: { install: boolean },
	work: (measure: Measure, browser: string, evidence: MeasureEvidence) => Promise<T>
) {
	ensureBrowser(permitted);
	const outDir = mkdtempSync(join(tmpdir(), 'bench-live-'));
	await build({
		configFile: false,
		root: PAGE,
		logLevel: 'warn',
		worker: { format: 'es', plugins: () => [wasmKernels(), wasmThreads()] },
		build: { outDir, target: 'esnext', chunkSizeWarningLimit: 2000, emptyOutDir: true }
	});
	const plain = await serve(outDir, {});
	const isolated = await serve(outDir, ISOLATION);
	const browser = await chromium.launch(launchOptions());
	try {
		const measure: Measure = (request, tell) => {
			const { url } = RUNTIMES[request.runtime].isolated ? isolated : plain;
			const inPage = (page: Page) => page.evaluate((asked) => globalThis.bench(asked), request);
			return measureIn(browser, url, inPage, tell);
		};
		const evidence: MeasureEvidence = (request, tell) =>
			measureIn(
				browser,
				isolated.url,
				(page) => page.evaluate((asked) => globalThis.benchEvidence(asked), request),
				tell
			);
		return await work(measure, browser.version(), evidence);
	} finally {
		await browser.close();
		await Promise.all([plain.close(), isolated.close()]);
		rmSync(outDir, { recursive: true, force: true });
	}
}
