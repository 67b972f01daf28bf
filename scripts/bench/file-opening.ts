import { readFileSync, writeFileSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright';
import { launchOptions } from '../browser.js';
import { serve } from '../serve.js';

/** What one opening of a file took. */
type FileOpening = Readonly<{
	/** From the choice of the file to what it is, on screen. */
	ms: number;
	/** Of the page's own thread, ms; 0 where none was above the 50 ms from which browsers tell. */
	longest: number;
	/** MB by which the page's process was ever larger than before; `null` where the system does not tell. */
	grown: number | null;
}>;

/** kB of a process, as Linux tells; `null` elsewhere. */
function kilobytes(pid: number, what: 'VmRSS' | 'VmHWM'): number | null {
	try {
		const status = readFileSync(`/proc/${pid}/status`, 'utf8');
		return Number(new RegExp(`${what}:\\s+(\\d+)`).exec(status)?.[1]);
	} catch {
		return null;
	}
}

/** Resident memory of a process, whose peak is counted anew from here on; `null` where the system has no such thing. */
function startCounting(pid: number): number | null {
	try {
		writeFileSync(`/proc/${pid}/clear_refs`, '5');
	} catch {
		return null;
	}
	return kilobytes(pid, 'VmRSS');
}

/** Processes that show pages. */
async function renderers(browser: Browser): Promise<readonly number[]> {
	const session = await browser.newBrowserCDPSession();
	const { processInfo } = await session.send('SystemInfo.getProcessInfo');
	await session.detach();
	return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

/** Notes when a file is chosen, when its tensors are told, and tasks between. */
function watch(page: Page): Promise<void> {
	return page.evaluate(() => {
		const seen = { from: 0, to: 0, longest: 0 };
		Object.assign(globalThis, { seen });
		new PerformanceObserver((list) => {
			for (const { startTime, duration } of list.getEntries())
				if (seen.from > 0 && startTime + duration > seen.from)
					seen.longest = Math.max(seen.longest, duration);
		}).observe({ type: 'longtask' });
		document.addEventListener('change', () => (seen.from ||= performance.now()), true);
		new MutationObserver(() => {
			if (seen.from > 0 && /\d tensors, F\d/.test(document.body.textContent ?? ''))
				seen.to ||= performance.now();
		}).observe(document.body, { subtree: true, childList: true, characterData: true });
	});
}

type Seen = Readonly<{ from: number; to: number; longest: number }>;
const seenIn = (page: Page) => page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);

async function open(browser: Browser, url: string, path: string): Promise<FileOpening> {
	const page = await browser.newPage();
	try {
		await page.goto(url);
		await page.locator('[data-ready=true]').waitFor();
		const panel = page.getByRole('region', { name: 'Run this network' });
		await panel.getByRole('button', { name: 'Tools', exact: true }).click();
		const choice = page.getByLabel('Open checkpoint');
		await choice.waitFor({ state: 'attached' });
		await watch(page);
		const before = new Map((await renderers(browser)).map((pid) => [pid, startCounting(pid)]));
		await choice.setInputFiles(path);
		await page.waitForFunction(() => (globalThis as unknown as { seen: Seen }).seen.to > 0);
		// A task is told once it has ended, and what was read may still come.
		await page.evaluate(() => new Promise((done) => setTimeout(done, 1000)));
		const { from, to, longest } = await seenIn(page);
		const grown = [...before].map(([pid, kB]) => {
			const most = kilobytes(pid, 'VmHWM');
			return kB === null || most === null ? null : (most - kB) / 1000;
		});
		const known = grown.filter((one) => one !== null);
		return { ms: to - from, longest, grown: known.length > 0 ? Math.max(...known) : null };
	} finally {
		await page.close();
	}
}

/** Opens a file of weights again and again, in a page of its own each time. */
export async function* fileOpenings(path: string, times: number): AsyncGenerator<FileOpening> {
	const { url, close } = await serve({ port: 0 });
	const browser = await chromium.launch(launchOptions());
	try {
		for (let i = 0; i < times; i++) yield await open(browser, url, path);
	} finally {
		await browser.close();
		await close();
	}
}
