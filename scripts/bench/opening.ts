import { gzipSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright';
import { launchOptions } from '../browser.js';
import { serve } from '../serve.js';
import { timingOf, type Timing } from './measure.ts';

/** The pages that are opened, as a person's links name them. */
const PAGES = {
	explore: '#convnext_tiny',
	roadmap: 'roadmap/',
	compare: 'compare/#convnext_tiny;resnet50',
	space: 'space/'
} as const;

type PageName = keyof typeof PAGES;

/** What one opening showed, as browsers report it: ms from the request on. */
type Seen = Readonly<{
	firstPaint: number;
	largestPaint: number;
	/** When the page answers. */
	ready: number;
	/** What tasks after the first paint took beyond 50 ms each. */
	blocking: number;
	longest: number;
	/** Layout shift, as the web’s vitals define it. */
	shift: number;
	/** All that came from the server, gzipped. */
	bytes: number;
}>;

/** Medians over several openings, each in a fresh profile. */
export type Opening = Readonly<
	Record<Exclude<keyof Seen, 'shift' | 'bytes'>, Timing> & {
		page: PageName;
		shift: number;
		bytes: number;
	}
>;

/** Runs in the page before anything of it. */
function observe(): void {
	const vitals = {
		firstPaint: 0,
		largestPaint: 0,
		ready: 0,
		shift: 0,
		tasks: [] as { at: number; ms: number }[]
	};
	Object.assign(globalThis, { vitals });
	new PerformanceObserver((list) => {
		for (const entry of list.getEntriesByName('first-contentful-paint'))
			vitals.firstPaint = entry.startTime;
	}).observe({ type: 'paint' });
	new PerformanceObserver((list) => {
		for (const entry of list.getEntries()) vitals.largestPaint = entry.startTime;
	}).observe({ type: 'largest-contentful-paint' });
	new PerformanceObserver((list) => {
		for (const entry of list.getEntries())
			vitals.shift += (entry as PerformanceEntry & { value: number }).value;
	}).observe({ type: 'layout-shift' });
	new PerformanceObserver((list) => {
		for (const { startTime, duration } of list.getEntries())
			vitals.tasks.push({ at: startTime, ms: duration });
	}).observe({ type: 'longtask' });
	const watch = new MutationObserver(() => {
		if (!document.querySelector('[data-ready=true]')) return;
		vitals.ready = performance.now();
		watch.disconnect();
		console.debug('ready');
	});
	watch.observe(document, { subtree: true, childList: true, attributeFilter: ['data-ready'] });
}

type Vitals = Omit<Seen, 'blocking' | 'longest' | 'bytes'> &
	Readonly<{ tasks: readonly Readonly<{ at: number; ms: number }>[] }>;

async function open(browser: Browser, url: string, slowdown: number): Promise<Seen> {
	const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
	try {
		const page = await context.newPage();
		const devtools = await context.newCDPSession(page);
		await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
		await page.addInitScript(observe);
		const weights: Promise<number>[] = [];
		page.on('response', (response) => {
			weights.push(
				response.body().then(
					(body) => gzipSync(body).length,
					// Of what is sent elsewhere there is no body.
					() => 0
				)
			);
		});
		// Asked for a selector, Playwright would give the page a large script of its own to read first.
		const ready = page.waitForEvent('console', (message) => message.text() === 'ready');
		await page.goto(url);
		await ready;
		await page.waitForLoadState('networkidle');
		// What is drawn last is drawn by then: nothing has been asked for, and no frame is due.
		await page.evaluate(
			() =>
				new Promise<void>((done) => requestIdleCallback(() => requestIdleCallback(() => done())))
		);
		const { tasks, ...vitals } = await page.evaluate(
			() => (globalThis as unknown as { vitals: Vitals }).vitals
		);
		const after = tasks.filter(({ at }) => at >= vitals.firstPaint);
		const bytes = (await Promise.all(weights)).reduce((sum, weight) => sum + weight, 0);
		return {
			...vitals,
			blocking: after.reduce((sum, { ms }) => sum + ms - 50, 0),
			longest: Math.max(0, ...tasks.map(({ ms }) => ms)),
			bytes
		};
	} finally {
		await context.close();
	}
}

const middle = (values: readonly number[]): number => timingOf(values).median;

/**
 * Opens every page of the built site `times` times in headless Chromium, each time in a fresh profile.
 *
 * @param slowdown how many times slower the page’s thread is made to run
 */
export async function openings(slowdown: number, times: number): Promise<readonly Opening[]> {
	const { url, close } = await serve({ port: 0 });
	const browser = await chromium.launch(launchOptions());
	try {
		const found: Opening[] = [];
		for (const [page, link] of Object.entries(PAGES) as [PageName, string][]) {
			const seen: Seen[] = [];
			for (let time = 0; time < times; time++) seen.push(await open(browser, url + link, slowdown));
			const timing = (key: keyof Seen) => timingOf(seen.map((one) => one[key]));
			found.push({
				page,
				firstPaint: timing('firstPaint'),
				largestPaint: timing('largestPaint'),
				ready: timing('ready'),
				blocking: timing('blocking'),
				longest: timing('longest'),
				shift: middle(seen.map(({ shift }) => shift)),
				bytes: middle(seen.map(({ bytes }) => bytes))
			});
		}
		return found;
	} finally {
		await browser.close();
		await close();
	}
}
