import { expect, test } from '@playwright/test';
import { openWorkspace, runPanel, setRun } from './workspace.ts';

test.describe('with service workers', () => {
	// Where they are blocked, the policy is never asked about one.
	test.use({ serviceWorkers: 'allow' });

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
			const { trustedTypes } = window as unknown as Readonly<{
				trustedTypes: Readonly<{ createPolicy: (name: string, rules: object) => unknown }>;
			}>;
			const attempts: Record<string, () => unknown> = {
				eval: () => window.eval('window.broken = true'),
				markup: () => (document.body.innerHTML = '<img src="x" onerror="window.broken = true">'),
				'script text': () => add('script', (script) => (script.text = 'window.broken = true')),
				'script address': () =>
					add('script', (script) => (script.src = 'https://example.com/a.js')),
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
				function: () => new Function('window.broken = true')(),
				timer: () => setTimeout('window.broken = true'),
				write: () => document.write('<script>window.broken = true</script>'),
				handler: () =>
					add('div', (div) => {
						div.setAttribute('onclick', 'window.broken = true');
						div.click();
					}),
				'script as an address': () =>
					add('a', (link) => {
						link.href = 'javascript:window.broken = true';
						link.click();
					}),
				'script of its own': () =>
					add('script', (script) => {
						script.src = URL.createObjectURL(new Blob(['window.broken = true']));
					}),
				'own policy': () => trustedTypes.createPolicy('mine', {}),
				'page within': () => add('iframe', (frame) => (frame.srcdoc = '<script></script>')),
				'data frame': () => add('iframe', (frame) => (frame.src = 'data:text/html,x')),
				'service worker': () => navigator.serviceWorker.register('https://example.com/a.js'),
				socket: () => new WebSocket('wss://example.com/'),
				events: () => new EventSource('https://example.com/'),
				film: () => add('video', (video) => (video.src = 'https://example.com/a.mp4')),
				font: () => new FontFace('x', 'url(https://example.com/a.woff2)').load(),
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
					// A longer wait than any needs: one that is not blocked is named, not waited for.
					setTimeout(() => resolve('not blocked'), 20_000);
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
				function: 'require-trusted-types-for',
				timer: 'require-trusted-types-for',
				write: 'require-trusted-types-for',
				handler: 'require-trusted-types-for',
				'script as an address': 'script-src-elem',
				'script of its own': 'script-src-elem',
				'own policy': 'trusted-types',
				'page within': 'require-trusted-types-for',
				'data frame': 'frame-src',
				'service worker': 'require-trusted-types-for',
				socket: 'connect-src',
				events: 'connect-src',
				film: 'media-src',
				font: 'font-src',
				base: 'base-uri',
				form: 'form-action'
			}
		});
	});
});

test('every page has the policy, and nothing on it breaks it', async ({ page }) => {
	const broken: string[] = [];
	page.on('console', (message) => {
		if (message.type() === 'error') broken.push(message.text());
	});
	page.on('pageerror', ({ message }) => broken.push(message));
	for (const path of ['', 'about/', 'compare/', 'embed/', 'roadmap/', 'space/'])
		await test.step(`/${path}`, async () => {
			await page.goto(`/${path}`);
			await expect(page.getByRole('heading').first()).toBeAttached();
			await page.waitForLoadState('networkidle');
			expect(broken).toEqual([]);
			const policy = page.locator('meta[http-equiv="content-security-policy"]');
			await expect(policy).toHaveAttribute(
				'content',
				/default-src 'none'.*trusted-types-for 'script'/
			);
		});
});

test('networks run, are drawn and saved under the policy', async ({ page }) => {
	const broken: string[] = [];
	page.on('console', (message) => {
		if (message.type() === 'error') broken.push(message.text());
	});
	await openWorkspace(page, 'convnext_atto&depths=1,1,2,1&input=32');
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
