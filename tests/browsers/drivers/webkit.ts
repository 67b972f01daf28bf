import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { keyActions, pointerActions } from './actions.ts';
import type { Browser, Driver, Size } from './driver.ts';

/** WebKit tells nobody of its console: errors are noted from when a page begins to load. */
const NOTE_ERRORS = `
	if (globalThis.problems === undefined) {
		globalThis.problems = [];
		const note = (text) => problems.push(String(text));
		addEventListener('error', (event) => note(event.message ?? event.target));
		addEventListener('unhandledrejection', ({ reason }) => note(reason));
		const { error } = console;
		console.error = (...words) => (note(words.join(' ')), error.apply(console, words));
	}
`;

/** A page that is left while it is asked may never answer. */
const LEAVING_MS = 5000;
/** Now and then a driver that has opened many pages never opens the next; one that is started anew does. */
const OPENING_MS = 120_000;

async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}

/** A screen for a browser that must have one, where there is none. */
async function screen(): Promise<{ display: string | undefined; end: () => void }> {
	if (process.platform !== 'linux' || process.env.DISPLAY !== undefined)
		return { display: process.env.DISPLAY, end: () => {} };
	const server = spawn(
		'Xvfb',
		['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'],
		{ stdio: ['ignore', 'ignore', 'ignore', 'pipe'] }
	);
	const number = await new Promise<string>((resolve, reject) => {
		server.stdio[3]?.once('data', (data: Buffer) => resolve(String(data).trim()));
		server.once('error', reject);
	});
	return { display: `:${number}`, end: () => void server.kill() };
}

/** A command of WebDriver (https://www.w3.org/TR/webdriver2). */
async function command<T>(
	url: string,
	body?: object,
	{ method = 'POST', timeoutMs }: Readonly<{ method?: string; timeoutMs?: number }> = {}
): Promise<T> {
	const response = await fetch(url, {
		method,
		...(timeoutMs === undefined ? {} : { signal: AbortSignal.timeout(timeoutMs) }),
		...(body === undefined ? {} : { body: JSON.stringify(body) })
	});
	const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
	if (!response.ok) throw new Error(`${url}: ${value.error ?? ''} ${value.message ?? ''}`);
	return value;
}

async function listens(driver: ChildProcess, url: string): Promise<void> {
	while (driver.exitCode === null) {
		const there = await fetch(`${url}/status`).catch(() => null);
		if (there?.ok) return;
		await wait(50);
	}
	throw new Error('The driver of WebKit ended before it listened.');
}

async function openPage(driver: string, capabilities: object): Promise<Driver> {
	const { sessionId } = await command<{ sessionId: string }>(
		`${driver}/session`,
		{ capabilities: { alwaysMatch: { ...capabilities, pageLoadStrategy: 'none' } } },
		{ timeoutMs: OPENING_MS }
	);
	const session = `${driver}/session/${sessionId}`;
	await command(`${session}/timeouts`, { script: 600_000, pageLoad: 600_000 });
	const run = <T>(script: string, timeoutMs?: number): Promise<T> =>
		command<T>(
			`${session}/execute/sync`,
			{ script, args: [] },
			timeoutMs === undefined ? {} : { timeoutMs }
		);

	async function evaluate<T>(expression: string): Promise<T> {
		const script = `
			const done = arguments[0];
			(async () => JSON.stringify(await (${expression})))()
				.then((value) => done({ value }), (error) => done({ error: String(error?.stack ?? error) }));
		`;
		const { value, error } = await command<{ value?: string; error?: string }>(
			`${session}/execute/async`,
			{ script, args: [] }
		);
		if (error !== undefined) throw new Error(error);
		return (value === undefined ? undefined : JSON.parse(value)) as T;
	}

	return {
		async goto(url) {
			// A new fragment loads no new document.
			const before = await run<number>('return performance.timeOrigin');
			const [at = '', to = ''] = [await run<string>('return location.href'), url].map(
				(address) => address.split('#')[0]
			);
			await command(`${session}/url`, { url });
			const begun = async () =>
				at === to ||
				(await run<number>('return performance.timeOrigin', LEAVING_MS).catch(() => before)) !==
					before;
			while (!(await begun())) await wait(10);
			await run(NOTE_ERRORS);
			while ((await run<string>('return document.readyState')) !== 'complete') await wait(20);
		},
		evaluate,
		async pointer(moves) {
			await command(`${session}/actions`, { actions: pointerActions(moves) });
		},
		async keys(presses) {
			await command(`${session}/actions`, { actions: keyActions(presses) });
		},
		async resize(size) {
			const inner = () => run<Size>('return { width: innerWidth, height: innerHeight }');
			const set = (to: Size) => command(`${session}/window/rect`, to);
			// The window has a frame and a bar, which are not the page's.
			await set(size);
			const { width, height } = await inner();
			await set({
				width: 2 * size.width - width,
				height: 2 * size.height - height
			});
		},
		async screenshot() {
			const data = await command<string>(`${session}/screenshot`, undefined, { method: 'GET' });
			return Buffer.from(data, 'base64');
		},
		problems: () => run<readonly string[]>('return globalThis.problems ?? []'),
		async close() {
			await command(session, undefined, { method: 'DELETE' });
		}
	};
}

/** Starts WebKit behind its WebDriver: GTK's own browser on Linux, Safari on a Mac. */
export async function startWebKit({
	driver,
	browser
}: Readonly<{ driver: string; browser: string | undefined }>): Promise<Browser> {
	const { display, end } = await screen();
	async function startDriver() {
		const port = await freePort();
		const child = spawn(driver, [`--port=${port}`], {
			stdio: 'ignore',
			env: { ...process.env, ...(display === undefined ? {} : { DISPLAY: display }) }
		});
		const url = `http://127.0.0.1:${port}`;
		await listens(child, url);
		return { child, url };
	}
	let started = await startDriver();
	const capabilities =
		browser === undefined
			? { browserName: 'safari' }
			: { 'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] } };
	return {
		async open() {
			try {
				return await openPage(started.url, capabilities);
			} catch (error) {
				if (!(error instanceof DOMException && error.name === 'TimeoutError')) throw error;
				started.child.kill('SIGKILL');
				started = await startDriver();
				return openPage(started.url, capabilities);
			}
		},
		close() {
			started.child.kill();
			end();
			return Promise.resolve();
		}
	};
}
