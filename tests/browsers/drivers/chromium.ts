import { chromium } from 'playwright';
import { launchOptions } from '../../../scripts/browser.js';
import type { Browser, Driver } from './driver.ts';

type Context = Awaited<ReturnType<Awaited<ReturnType<typeof chromium.launch>>['newContext']>>;

async function openPage(context: Context): Promise<Driver> {
	const page = await context.newPage();
	const problems: string[] = [];
	page.on('pageerror', ({ message }) => problems.push(message));
	page.on('console', (entry) => {
		if (entry.type() === 'error') problems.push(entry.text());
	});
	return {
		async goto(url) {
			await page.goto(url);
		},
		async evaluate<T>(expression: string) {
			const value = await page.evaluate<string | undefined>(
				`(async () => JSON.stringify(await (${expression})))()`
			);
			return (value === undefined ? undefined : JSON.parse(value)) as T;
		},
		async pointer(moves) {
			for (const { kind, x, y } of moves) {
				await page.mouse.move(x, y);
				if (kind !== 'move') await page.mouse[kind]();
			}
		},
		async keys(presses) {
			for (const { kind, key } of presses) await page.keyboard[kind](key);
		},
		resize: (size) => page.setViewportSize(size),
		screenshot: () => page.screenshot(),
		problems: () => Promise.resolve(problems),
		close: () => context.close()
	};
}

/** Starts Chromium, the browser that all other journeys know, without WebGPU, like the others. */
export async function startChromium(): Promise<Browser> {
	const { args, ...options } = launchOptions();
	const plain = args.filter((argument) => !argument.includes('webgpu'));
	const browser = await chromium.launch({
		...options,
		args: [...plain, '--disable-features=WebGPU']
	});
	return {
		open: async () => openPage(await browser.newContext({ reducedMotion: 'reduce' })),
		close: () => browser.close()
	};
}
