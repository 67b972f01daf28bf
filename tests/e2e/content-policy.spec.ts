import { expect, test } from '@playwright/test';
import { openWorkspace, runPanel, setRun } from './workspace.ts';

test('what a stranger slips into the page neither runs nor reaches another host', async ({
	page
}) => {
	await openWorkspace(page);
	const outcomes = await page.evaluate(async () => {
		const add = <K extends keyof HTMLElementTagNameMap>(
			name: K,
			set: (element: HTMLElementTagNameMap[K]) => void
		) => {
			const element = document.createElement(name);
			set(element);
			document.head.append(element);
		};
		const attempts: Record<string, () => unknown> = {
			eval: () => window.eval('window.broken = true'),
			markup: () => (document.body.innerHTML = '<img src="x" onerror="window.broken = true">'),
			'script text': () => add('script', (script) => (script.text = 'window.broken = true')),
			'script address': () => add('script', (script) => (script.src = 'https://example.com/a.js')),
			'foreign worker': () => new Worker('https://example.com/a.js'),
			import: () => import('data:text/javascript,window.broken = true' as string),
			fetch: () => fetch('https://example.com/'),
			beacon: () => navigator.sendBeacon('https://example.com/', 'x'),
			image: () => add('img', (image) => (image.src = 'https://example.com/a.png')),
			style: () =>
				add('link', (link) =>
					Object.assign(link, { rel: 'stylesheet', href: 'https://example.com/a.css' })
				),
			frame: () => add('iframe', (frame) => (frame.src = 'https://example.com/')),
			object: () => add('object', (object) => (object.data = 'https://example.com/')),
			base: () => add('base', (base) => (base.href = 'https://example.com/')),
			form: () =>
				add('form', (form) => {
					form.action = 'https://example.com/';
					setTimeout(() => form.submit());
				})
		};
		const found: Record<string, string> = {};
		for (const [name, attempt] of Object.entries(attempts)) {
			found[name] = await new Promise((resolve) => {
				const blocked = ({ effectiveDirective }: SecurityPolicyViolationEvent) =>
					resolve(effectiveDirective);
				document.addEventListener('securitypolicyviolation', blocked, { once: true });
				// The debugger's own code is exempt from the policy; what a timer calls is not.
				setTimeout(() => {
					try {
						attempt();
					} catch {
						// The event says what it broke.
					}
				});
			});
		}
		return { found, broken: 'broken' in window };
	});
	expect(outcomes).toEqual({
		broken: false,
		found: {
			eval: 'require-trusted-types-for',
			markup: 'require-trusted-types-for',
			'script text': 'require-trusted-types-for',
			'script address': 'require-trusted-types-for',
			'foreign worker': 'require-trusted-types-for',
			import: 'script-src-elem',
			fetch: 'connect-src',
			beacon: 'connect-src',
			image: 'img-src',
			style: 'style-src-elem',
			frame: 'frame-src',
			object: 'require-trusted-types-for',
			base: 'base-uri',
			form: 'form-action'
		}
	});
});

for (const path of ['', 'about/', 'compare/', 'embed/', 'roadmap/', 'space/']) {
	test(`nothing on /${path} breaks the page’s own policy`, async ({ page }) => {
		const broken: string[] = [];
		page.on('console', (message) => {
			if (message.type() === 'error') broken.push(message.text());
		});
		page.on('pageerror', ({ message }) => broken.push(message));
		await page.goto(`/${path}`);
		await expect(page.getByRole('heading').first()).toBeAttached();
		await page.waitForLoadState('networkidle');
		expect(broken).toEqual([]);
	});
}

test('networks run, are drawn and saved under the policy', async ({ page }) => {
	const broken: string[] = [];
	page.on('console', (message) => {
		if (message.type() === 'error') broken.push(message.text());
	});
	await openWorkspace(page, 'convnext_atto&input=32');
	const { panel, run } = runPanel(page);
	await setRun(page, { runs: '1' });
	for (const name of ['wasm', 'webgpu']) {
		await setRun(page, { backend: name });
		await run.click();
		await expect(panel).toContainText(/then .+ a pass/);
	}
	await page.getByRole('button', { name: 'Export' }).click();
	await expect(page.getByRole('region', { name: /^preview of/ })).toBeVisible();
	expect(broken).toEqual([]);
});
