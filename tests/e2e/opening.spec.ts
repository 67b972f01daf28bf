import { expect, test, type Page } from '@playwright/test';

const SIZES = [
	{ width: 1440, height: 900 },
	{ width: 390, height: 844 }
] as const;

/** Each on another page than the one before, which the browser loads anew. */
const LINKS = ['', 'roadmap/', '#swin_tiny_patch4_window7_224', 'compare/', 'space/', 'about/'];

/** Half of what the web’s vitals permit a page. */
const LARGEST_SHIFT = 0.05;

/** Adds up how far things are moved that are in view already. */
function watchShifts(): void {
	Object.assign(globalThis, { shifts: 0 });
	new PerformanceObserver((list) => {
		const page = globalThis as unknown as { shifts: number };
		for (const entry of list.getEntries())
			page.shifts += (entry as PerformanceEntry & { value: number }).value;
	}).observe({ type: 'layout-shift', buffered: true });
}

test.use({ reducedMotion: 'no-preference' });

const ready = (page: Page) => page.locator('[data-ready=true]');

test('nothing jumps while a page opens', async ({ page, baseURL }) => {
	await page.addInitScript(watchShifts);
	const jumping: string[] = [];
	for (const size of SIZES) {
		await page.setViewportSize(size);
		for (const link of LINKS) {
			await page.goto(`${baseURL}/${link}`);
			if (link !== 'about/') await ready(page).waitFor();
			await page.waitForLoadState('networkidle');
			const shifts = await page.evaluate(
				() => (globalThis as unknown as { shifts: number }).shifts
			);
			if (shifts > LARGEST_SHIFT) jumping.push(`${size.width} px, /${link}: ${shifts}`);
		}
	}
	expect(jumping).toEqual([]);
});

test('what is prerendered is not shown to those whose link asks for another design', async ({
	page,
	baseURL
}) => {
	await page.route('**/_app/immutable/**/*.js', (route) => route.abort());
	await page.goto(`${baseURL}/#swin_tiny_patch4_window7_224`);
	const heading = page.getByRole('heading', { name: 'ConvNeXt-T', exact: true });
	await expect(page.getByRole('alert')).toContainText('The scripts of this page did not come');
	await expect(heading).toBeHidden();
	await expect(page.getByText('28.59 M').first()).toBeHidden();
	// The page gives itself this link, and reloads come with it.
	for (const link of ['', '#convnext_tiny']) {
		await page.goto('about:blank');
		await page.goto(`${baseURL}/${link}`);
		await expect(page.getByText('28.59 M').first()).toBeVisible();
	}

	await page.unrouteAll();
	await page.goto('about:blank');
	await page.goto(`${baseURL}/#swin_tiny_patch4_window7_224`);
	await expect(page.getByRole('heading', { name: /Swin-T/ }).first()).toBeVisible();
});
