import { chromium, type Page } from 'playwright';
import { launchOptions } from '../browser.js';
import { serve } from '../serve.js';
import { timingOf, type Timing } from './measure.ts';

// Frames as soon as they are ready, so that a time holds work and no waiting for the display.
const UNTHROTTLED = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

/** Script time until an edit is in the page, and time until its frame is painted, ms. */
export type Painting = Readonly<{ update: Timing; frame: Timing; longest: number }>;

/** What is edited: the width of stage 1, or the kernel of a layer in the diagram of its block. */
type Edited = 'width' | 'kernel';

/**
 * Edits the design in the built page, once for each sample. `update` ends when the page's elements
 * are changed, `frame` when the frame that shows them has been handed on.
 */
async function samplesOf(page: Page, edited: Edited, samples: number) {
	return page.evaluate(
		async ([edited, count]) => {
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
				},
				edit(i: number) {
					if (edited === 'width') {
						const width = document.querySelector<HTMLInputElement>('[aria-label="width, stage 1"]');
						if (!width) throw new Error('the page has no field for the width of stage 1');
						width.value = String(256 + 8 * (i % 16));
						width.dispatchEvent(new InputEvent('input', { bubbles: true }));
						return;
					}
					// Up to 31 and back, so that few kernels are those of a moment before.
					const way = i % 12 < 6 ? 'more' : 'less';
					const step = document.querySelector<HTMLElement>(`[aria-label="kernel, ${way}"]`);
					if (!step) throw new Error('the page has no button for the kernel');
					step.click();
				}
			};
			const update: number[] = [];
			const frame: number[] = [];
			for (let i = 0; i < count; i++) {
				await frames.painted();
				const begun = performance.now();
				frames.edit(i);
				// Svelte writes to the page in a microtask after the event.
				await Promise.resolve();
				await Promise.resolve();
				update.push(performance.now() - begun);
				await frames.painted();
				frame.push(performance.now() - begun);
			}
			return { update, frame, long };
		},
		[edited, samples] as const
	);
}

/** Opens the diagram of the first block at its depthwise layer. */
async function openDiagram(page: Page): Promise<void> {
	const inspector = page.getByRole('region', { name: 'Selected part' });
	await inspector
		.getByRole('button', { name: /^7 × 7 depthwise/ })
		.first()
		.click();
	await page.getByRole('button', { name: 'kernel, less' }).waitFor();
}

/**
 * Measures edits of a preset in the built page, in headless Chromium.
 *
 * @param preset with `custom:` before it for one whose blocks are lines
 */
export async function paintingTimes(preset: string, edited: Edited): Promise<Painting> {
	const { url, close } = await serve({ port: 0 });
	const options = launchOptions();
	const browser = await chromium.launch({ ...options, args: [...options.args, ...UNTHROTTLED] });
	try {
		const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
		await page.goto(`${url}#${preset}`);
		await page.waitForSelector('[data-ready=true]');
		if (edited === 'kernel') await openDiagram(page);
		// Whole turns of what is edited, so that the next begins where the first did.
		await samplesOf(page, edited, 24);
		const { update, frame, long } = await samplesOf(page, edited, 72);
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
