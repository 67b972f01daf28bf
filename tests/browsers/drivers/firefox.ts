import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';
import { keyActions, pointerActions } from './actions.ts';
import type { Browser, Driver } from './driver.ts';

/** Nothing is fetched that no journey asks for, and nothing opens beside the page. */
const PREFERENCES = {
	'app.update.disabledForTesting': true,
	'browser.shell.checkDefaultBrowser': false,
	'browser.startup.page': 0,
	'browser.sessionstore.resume_from_crash': false,
	'datareporting.policy.dataSubmissionEnabled': false,
	'extensions.update.enabled': false,
	'extensions.getAddons.cache.enabled': false,
	'network.captive-portal-service.enabled': false,
	'network.connectivity-service.enabled': false,
	'services.settings.server': 'data:,#none',
	'toolkit.telemetry.enabled': false,
	'ui.prefersReducedMotion': 1,
	'webgl.force-enabled': true
};

type Reply = Readonly<{ id?: number; type: string; result: unknown; message?: string }>;
type LogEntry = Readonly<{
	method: string;
	params: { level: string; text: string | null; source: { context?: string } };
}>;

/** Says when the browser has printed where it listens. */
function address(browser: ChildProcess): Promise<string> {
	return new Promise((resolve, reject) => {
		let heard = '';
		browser.stderr?.on('data', (data: Buffer) => {
			heard += String(data);
			const url = /WebDriver BiDi listening on (ws:\S+)/.exec(heard)?.[1];
			if (url !== undefined) resolve(url);
		});
		browser.once('error', reject);
		browser.once('exit', () => reject(new Error(`Firefox ended before it listened: ${heard}`)));
	});
}

/** Commands of WebDriver BiDi (https://w3c.github.io/webdriver-bidi) over a socket. */
async function connect(url: string) {
	const socket = new WebSocket(url);
	await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
	const waiting = new Map<number, (reply: Reply) => void>();
	const entries: LogEntry['params'][] = [];
	let last = 0;
	socket.on('message', (data: Buffer) => {
		const message = JSON.parse(String(data)) as Reply & LogEntry;
		if (message.method === 'log.entryAdded') entries.push(message.params);
		if (message.id !== undefined) waiting.get(message.id)?.(message);
	});
	return {
		entries,
		close: () => socket.close(),
		async call<T>(method: string, params: object = {}): Promise<T> {
			const id = ++last;
			const reply = await new Promise<Reply>((resolve) => {
				waiting.set(id, resolve);
				socket.send(JSON.stringify({ id, method, params }));
			});
			waiting.delete(id);
			if (reply.type === 'error') throw new Error(`${method}: ${reply.message ?? ''}`);
			return reply.result as T;
		}
	};
}

type Connection = Awaited<ReturnType<typeof connect>>;
type Tree = Readonly<{ context: string; children: readonly Tree[] }>;
type Evaluated = Readonly<{
	type: 'success' | 'exception';
	result?: { value?: string };
	exceptionDetails?: { text: string };
}>;

/** A page and the frames in it. */
const within = ({ context, children }: Tree): readonly string[] => [
	context,
	...children.flatMap(within)
];

/** A window with a store of its own. */
async function openPage({ call, entries }: Connection): Promise<Driver> {
	const { userContext } = await call<{ userContext: string }>('browser.createUserContext');
	const { context } = await call<{ context: string }>('browsingContext.create', {
		type: 'tab',
		userContext
	});
	return {
		async goto(url) {
			await call('browsingContext.navigate', { context, url, wait: 'complete' });
		},
		async evaluate<T>(expression: string) {
			const { type, result, exceptionDetails } = await call<Evaluated>('script.evaluate', {
				target: { context },
				expression: `(async () => JSON.stringify(await (${expression})))()`,
				awaitPromise: true
			});
			if (type === 'exception') throw new Error(exceptionDetails?.text);
			return (result?.value === undefined ? undefined : JSON.parse(result.value)) as T;
		},
		async pointer(moves) {
			await call('input.performActions', { context, actions: pointerActions(moves) });
		},
		async keys(presses) {
			await call('input.performActions', { context, actions: keyActions(presses) });
		},
		async resize(viewport) {
			await call('browsingContext.setViewport', { context, viewport });
		},
		async screenshot() {
			const { data } = await call<{ data: string }>('browsingContext.captureScreenshot', {
				context
			});
			return Buffer.from(data, 'base64');
		},
		async problems() {
			const { contexts } = await call<{ contexts: readonly Tree[] }>('browsingContext.getTree', {
				root: context
			});
			const own = contexts.flatMap(within);
			return entries
				.filter(({ level, source }) => level === 'error' && own.includes(source.context ?? ''))
				.map(({ text }) => text ?? 'an error without words');
		},
		async close() {
			await call('browser.removeUserContext', { userContext });
		}
	};
}

/** Starts Firefox, which speaks WebDriver BiDi itself. */
export async function startFirefox(executable: string): Promise<Browser> {
	const profile = mkdtempSync(join(tmpdir(), 'firefox-profile-'));
	const lines = Object.entries(PREFERENCES).map(
		([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`
	);
	writeFileSync(join(profile, 'user.js'), lines.join('\n'));
	const browser = spawn(
		executable,
		['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'],
		{ stdio: ['ignore', 'ignore', 'pipe'] }
	);
	const ended = new Promise((resolve) => browser.once('exit', resolve));
	const connection = await connect(`${await address(browser)}/session`);
	await connection.call('session.new', { capabilities: {} });
	await connection.call('session.subscribe', { events: ['log.entryAdded'] });
	return {
		open: () => openPage(connection),
		async close() {
			connection.close();
			browser.kill();
			await ended;
			rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
		}
	};
}
