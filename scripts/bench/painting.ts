import { chromium, type Page } from 'playwright';
import { launchOptions } from '../browser.js';
import { serve } from '../serve.js';
import { timingOf, type Timing } from './measure.ts';

// Frames as soon as they are ready, so that a time holds work and no waiting for the display.
const UNTHROTTLED = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

/** Script time until an edit is in the page, and time until its frame is painted, ms. */
export type Painting = Readonly<{ update: Timing; frame: Timing; longest: number }>;

/**
 * Edits the width of stage 1 in the built page, once for each sample. `update` ends when the page's
 * elements are changed, `frame` when the frame that shows them has been handed on.
 */
async function samplesOf(page: Page, samples: number) {
	return page.evaluate(async (count) => {
		const field = document.querySelector<HTMLInputElement>('input[aria-label="width, stage 1"]');
		if (!field) throw new Error('the page has no field for the width of stage 1');
		const long: number[] = [];
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries()) long.push(entry.duration);
		}).observe({ type: 'longtask' });
		// A method, since tsx wraps functions that get their name from a constant in a helper of its own.
		const frames = {
			painted() {
				return new Promise<void>((done) => {
					requestAnimationFrame(() => {
						const { port1, port2 } = new MessageChannel();
						port1.onmessage = () => done();
						port2.postMessage(null);
					});
				});
			}
		};
		const update: number[] = [];
		const frame: number[] = [];
		for (let i = 0; i < count; i++) {
			await frames.painted();
			const begun = performance.now();
			field.value = String(256 + 8 * (i % 16));
			field.dispatchEvent(new InputEvent('input', { bubbles: true }));
			// Svelte writes to the page in a microtask after the event.
			await Promise.resolve();
			await Promise.resolve();
			update.push(performance.now() - begun);
			await frames.painted();
			frame.push(performance.now() - begun);
		}
		return { update, frame, long };
	}, samples);
}

/** Measures edits of a preset in the built page, in headless Chromium. */
export async function paintingTimes(preset: string): Promise<Painting> {
	const { url, close } = await serve({ port: 0 });
	const options = launchOptions();
	const browser = await chromium.launch({ ...options, args: [...options.args, ...UNTHROTTLED] });
	try {
		const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
		await page.goto(`${url}#${preset}`);
		await page.waitForSelector('[data-ready=true]');
		await samplesOf(page, 20);
		const { update, frame, long } = await samplesOf(page, 60);
		return {
			update: timingOf(update),
			frame: timingOf(frame),
			longest: Math.max(0, ...long)
		};
	} finally {
		await browser.close();
		await close();
	}
}
