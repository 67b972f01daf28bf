import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { run } from './process.js';

/**
 * A browser other than Chromium.
 * @typedef {'firefox' | 'webkit'} OtherBrowser
 * @typedef {{ driver: string, browser: string | undefined }} Found driver: what journeys speak to;
 *   browser: what it is to start, where it must be told
 */

/** @type {Readonly<Record<OtherBrowser, readonly string[]>>} */
const DRIVERS = {
	firefox: ['firefox', 'firefox-esr', '/Applications/Firefox.app/Contents/MacOS/firefox'],
	webkit: ['WebKitWebDriver', '/usr/bin/safaridriver']
};

/** Debian's and Ubuntu's packages, the first that is had. @type {Readonly<Record<OtherBrowser, readonly string[][]>>} */
const PACKAGES = {
	firefox: [['firefox-esr'], ['firefox']],
	webkit: [['webkit2gtk-driver', 'xvfb']]
};

/**
 * @param {OtherBrowser} name
 * @returns {Found | undefined} undefined if the machine has none
 */
export function findOtherBrowser(name) {
	const folders = (process.env.PATH ?? '').split(delimiter);
	const driver = DRIVERS[name]
		.flatMap((file) => (file.startsWith('/') ? [file] : folders.map((f) => join(f, file))))
		.find((path) => existsSync(path));
	if (driver === undefined) return undefined;
	if (name === 'firefox' || driver.endsWith('safaridriver')) return { driver, browser: undefined };
	const browser = miniBrowser();
	return browser === undefined || !hasScreen() ? undefined : { driver, browser };
}

/** GTK's own small browser, in the folder of its library, which differs with processor and version. */
function miniBrowser() {
	const libraries = ['/usr/lib', '/usr/libexec', '/usr/lib64'].filter((path) => existsSync(path));
	const inside = libraries.flatMap((path) => [
		path,
		...readdirSync(path)
			.filter((name) => name.endsWith('-linux-gnu'))
			.map((name) => join(path, name))
	]);
	return inside
		.flatMap((path) =>
			readdirSync(path)
				.filter((name) => name.startsWith('webkit'))
				.map((name) => join(path, name, 'MiniBrowser'))
		)
		.find((path) => existsSync(path));
}

const hasScreen = () =>
	process.env.DISPLAY !== undefined ||
	spawnSync('Xvfb', ['-help'], { stdio: 'ignore' }).error === undefined;

/**
 * Finds the other browsers, and installs those that this machine has not, where it lets this be done.
 * @returns {{ there: OtherBrowser[], missing: OtherBrowser[] }}
 */
export function otherBrowsers() {
	/** @type {OtherBrowser[]} */
	const all = ['firefox', 'webkit'];
	const there = all.filter((name) => findOtherBrowser(name) !== undefined || install(name));
	return { there, missing: all.filter((name) => !there.includes(name)) };
}

/**
 * @param {OtherBrowser} name
 * @returns {boolean} whether it is there now
 */
function install(name) {
	if (!existsSync('/etc/debian_version')) return false;
	const root = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
	/** @param {string[]} args */
	const apt = (...args) => {
		const [command = '', ...rest] = [...root, 'apt-get', '-q', ...args];
		return run(command, rest, { env: { DEBIAN_FRONTEND: 'noninteractive' }, quiet: true });
	};
	console.log(`No ${name} yet; installing one ...`);
	apt('update');
	PACKAGES[name].some((packages) => apt('install', '-y', '--no-install-recommends', ...packages));
	return findOtherBrowser(name) !== undefined;
}
