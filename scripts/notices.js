// Writes the notices of third-party code that the built site holds: node scripts/notices.js
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { inRoot } from './root.js';

/** The built site holds it too. */
const NOTICES = 'static/THIRD-PARTY-NOTICES.txt';

/**
 * Packages with code or files in the built site. A build that finds another one fails. AssemblyScript
 * is none of them: it compiles our kernels, and nothing of its own library goes into them, as a test holds.
 */
const SHIPPED = [
	'@fontsource-variable/public-sans',
	'@sveltejs/kit',
	'@tensorflow/tfjs-backend-cpu',
	'@tensorflow/tfjs-backend-wasm',
	'@tensorflow/tfjs-backend-webgl',
	'@tensorflow/tfjs-backend-webgpu',
	'@tensorflow/tfjs-core',
	'clsx',
	'd3-array',
	'd3-brush',
	'd3-color',
	'd3-dispatch',
	'd3-drag',
	'd3-ease',
	'd3-format',
	'd3-interpolate',
	'd3-path',
	'd3-scale',
	'd3-scale-chromatic',
	'd3-selection',
	'd3-shape',
	'd3-timer',
	'd3-transition',
	'd3-zoom',
	'devalue',
	'image-dimensions',
	'long',
	'seedrandom',
	'svelte',
	'uqr',
	'valibot'
];

/** Whose the packages are that come without a file that says so, and another one with the text. */
const WITHOUT_FILE = [
	{ start: '@tensorflow/', holder: 'Copyright Google LLC', text: 'long' },
	{ start: 'seedrandom', holder: 'Copyright 2019 David Bau', text: 'esm-env' }
];

/** @param {string} name */
function notice(name) {
	const manifest = JSON.parse(readFileSync(inRoot('node_modules', name, 'package.json'), 'utf8'));
	const own = licenceOf(name);
	const other = WITHOUT_FILE.find(({ start }) => name.startsWith(start));
	const text =
		own ?? (other && licenceOf(other.text)?.replace(/^(Copyright .*\n)?/m, `${other.holder}\n`));
	if (!text) throw new Error(`${name} says nowhere under which terms it comes.`);
	return { title: `${name} ${manifest.version} (${manifest.license})`, text };
}

/** @param {string} name */
function licenceOf(name) {
	const folder = inRoot('node_modules', name);
	const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.\w+)?$/i.test(entry));
	if (file === undefined) return undefined;
	return readFileSync(`${folder}/${file}`, 'utf8').replaceAll('\r\n', '\n').trim();
}

/** The notices as they ought to be; packages under the same text share it. */
export function notices() {
	/** @type {Map<string, string[]>} */
	const titles = new Map();
	for (const { title, text } of SHIPPED.map(notice)) {
		titles.set(text, [...(titles.get(text) ?? []), title]);
	}
	const parts = [...titles].map(([text, named]) => `${named.join('\n')}\n\n${text}\n`);
	return ['ConvNeXt Explorer holds code and files of others:\n', ...parts].join(
		`\n${'-'.repeat(80)}\n\n`
	);
}

/** @returns {string} the notices as they stand */
export function writtenNotices() {
	return existsSync(inRoot(NOTICES)) ? readFileSync(inRoot(NOTICES), 'utf8') : '';
}

/**
 * Fails a build that holds code of a package without a notice.
 * @returns {import('vite').Plugin}
 */
export const noticed = () => ({
	name: 'third-party-notices',
	apply: 'build',
	generateBundle(_, bundle) {
		if (this.environment.config.consumer !== 'client') return;
		const modules = Object.values(bundle).flatMap((file) =>
			file.type === 'chunk' ? file.moduleIds : file.originalFileNames
		);
		const packages = modules.map((id) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1]);
		for (const name of new Set(packages)) {
			if (name !== undefined && !SHIPPED.includes(name)) {
				this.error(`${name} ships: name it in scripts/notices.js, and run that.`);
			}
		}
	}
});

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	writeFileSync(inRoot(NOTICES), notices());
}
