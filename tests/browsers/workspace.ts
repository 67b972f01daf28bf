import { expect } from './journey.ts';
import type { Target } from './finder.ts';
import type { Page } from './page.ts';

const READY: Target = { css: '[data-ready=true]' };

/** Opens the workspace at a link and waits until it answers. */
export async function openWorkspace(app: Page, link = ''): Promise<void> {
	await app.open(link === '' ? '' : `#${link}`);
	await app.see(READY);
}

/** Opens another of the pages. */
export async function openAt(app: Page, path: string): Promise<void> {
	await app.open(path);
	await app.see(READY);
}

/** A metric at the top that says exactly this. */
export const metric = (name: string, exactly: string): Target => ({
	role: 'button',
	name: new RegExp(`^${name}.*exactly ${exactly}; copy`),
	in: { role: 'region', name: 'metrics' }
});

export const field = (name: string): Target => ({ role: 'textbox', name });
export const button = (name: string | RegExp, within?: Target): Target => ({
	role: 'button',
	name,
	...(within === undefined ? {} : { in: within })
});

export const RUN: Target = { role: 'region', name: 'Run this network' };

/** How a network is run, by what the bar's second button opens. */
export async function setRun(
	app: Page,
	{ backend, runs }: Readonly<{ backend?: string; runs?: string }>
): Promise<void> {
	await app.click(button(/, \d+ runs?$/, RUN));
	const settings: Target = { role: 'dialog', name: 'How it is run' };
	if (backend !== undefined)
		await app.choose({ role: 'combobox', name: /backend/, in: settings }, backend);
	if (runs !== undefined) await app.fill({ role: 'textbox', name: /^runs/, in: settings }, runs);
	await app.press('Escape');
	await app.miss(settings);
}

/** Runs what is in the workspace to its end. */
export async function run(app: Page): Promise<void> {
	await app.click(button('Run', RUN));
	await app.reads(RUN, /then .+ a pass/);
}

/** Opens the menu of what else a run can do. */
export async function openTools(app: Page): Promise<Target> {
	await app.click(button('Tools', RUN));
	const tools: Target = { role: 'dialog', name: 'Tools' };
	await app.see(tools);
	return tools;
}

export async function expectHash(app: Page, hash: string | RegExp): Promise<void> {
	const told = expect.poll(() => app.hash());
	await (typeof hash === 'string' ? told.toBe(hash) : told.toMatch(hash));
}
