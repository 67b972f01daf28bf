import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { run, runTool } from './process.js';

const isRoot = process.getuid?.() === 0;

/** Where Chrome and Chromium live on systems that do not put them on the PATH. */
const WELL_KNOWN = {
	darwin: [
		'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
		'/Applications/Chromium.app/Contents/MacOS/Chromium'
	],
	win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
		.map((name) => process.env[name])
		.filter((folder) => folder !== undefined)
		.map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'))
};

const ON_PATH = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'];

/**
 * What Chromium leaves out. Of its switches the last of a name counts, so that what Playwright leaves out stands here too.
 */
const withoutFeatures = [
	// Two pages of its own, loaded for the address bar of every window: a third of what it takes to open ours.
	'WebUIOmniboxPopup',
	'WebUIOmniboxAimPopup',
	// Requests to hosts other than this machine.
	'AimEnabled',
	'LensOverlay',
	'MediaRouter',
	'NetworkTimeServiceQuerying',
	'OptimizationHints',
	'PreconnectToSearch',
	// What would make pages and requests behave otherwise than Playwright expects.
	'AvoidCorsURLLoaderRestartOnRedirect',
	'AvoidUnnecessaryBeforeUnloadCheckSync',
	'DestroyProfileOnBrowserClose',
	'HttpsFirstBalancedModeAutoEnable',
	'HttpsUpgrades',
	'PaintHolding',
	'ThirdPartyStoragePartitioning'
];

/**
 * Arguments every test browser is started with.
 * WebGPU runs on SwiftShader unless REAL_GPU=1 asks for the machine's own GPU.
 */
const launchArgs = [
	'--enable-unsafe-webgpu',
	...(process.env.REAL_GPU === '1' ? [] : ['--use-webgpu-adapter=swiftshader']),
	// Tests only ever talk to this machine; a browser phoning home makes them slow and flaky.
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--no-first-run',
	'--disable-quic',
	`--disable-features=${withoutFeatures.join(',')}`,
	...(isRoot ? ['--no-sandbox'] : [])
];

/** Launch options for Playwright, shared by the browser tests, the journeys and the benchmarks. */
export function launchOptions() {
	const executablePath = findBrowser();
	return { args: launchArgs, ...(executablePath === undefined ? {} : { executablePath }) };
}

/**
 * The path of a Chromium that runs, or undefined if the machine has none.
 * @returns {string | undefined}
 */
function findBrowser() {
	const chosen = process.env.CHROMIUM;
	if (chosen) {
		if (!runs(chosen)) throw new Error(`CHROMIUM is set to ${chosen}, which does not run.`);
		return chosen;
	}
	return candidates().find(runs);
}

/**
 * Finds a Chromium.
 * @param {{ install: boolean }} permitted install: whether one may be installed where there is none
 * @returns {string} its path
 * @throws {Error} if there is none; its message says what would be installed
 */
export function ensureBrowser({ install }) {
	const found = findBrowser();
	if (found !== undefined) return found;
	if (!install) {
		const debians = mayUseApt() ? ', or else Debian’s with apt-get' : '';
		throw new Error(
			'No Chrome or Chromium was found. Set CHROMIUM to the path of its executable, or give\n' +
				`--install to install Playwright’s Chromium (some 170 MB to download)${debians}.`
		);
	}
	const installed = installWithPlaywright() ?? installWithApt();
	if (installed !== undefined) return installed;
	throw new Error(
		'No Chrome or Chromium was found and none could be installed.\n' +
			'Install one, or set CHROMIUM to the path of its executable, and run this again.'
	);
}

/** @returns {string[]} */
function candidates() {
	const folders = (process.env.PATH ?? '').split(delimiter);
	const onPath = ON_PATH.flatMap((name) => folders.map((folder) => join(folder, name)));
	const wellKnown = process.platform === 'darwin' || process.platform === 'win32';
	return [
		playwrightsOwn(),
		...onPath,
		...(wellKnown ? WELL_KNOWN[/** @type {'darwin' | 'win32'} */ (process.platform)] : [])
	];
}

function playwrightsOwn() {
	// Required late: this module is loaded before the packages are installed.
	const { chromium } = createRequire(import.meta.url)('playwright');
	return chromium.executablePath();
}

/**
 * Existence is not enough: a browser may lack system libraries, or be a stub that only
 * tells how to install the real one.
 * @param {string} path
 */
function runs(path) {
	if (!existsSync(path)) return false;
	// On Windows --version opens a window instead of printing.
	if (process.platform === 'win32') return true;
	return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

function installWithPlaywright() {
	console.error('No browser yet; installing one ...');
	runTool('playwright/cli.js', ['install', '--no-shell', 'chromium']);
	return findBrowser();
}

const mayUseApt = () => isRoot && existsSync('/etc/debian_version');

function installWithApt() {
	if (!mayUseApt()) return undefined;
	const env = { DEBIAN_FRONTEND: 'noninteractive' };
	run('apt-get', ['-q', 'update'], { env });
	run('apt-get', ['-q', 'install', '-y', '--no-install-recommends', 'chromium'], { env });
	return findBrowser();
}
