import { createHash } from 'node:crypto';
import {
	existsSync,
	mkdirSync,
	readFileSync,
	readdirSync,
	renameSync,
	writeFileSync
} from 'node:fs';
import process from 'node:process';
import { inRoot } from './root.js';

/** Where the kernels' AssemblyScript lies; named so that tools for TypeScript leave it alone. */
const FOLDER = inRoot('src/lib/runtimes/wasm/assembly');

/** What was compiled before, by a hash of what it was compiled from. */
const CACHE = inRoot('node_modules/.cache/wasm-kernels');

/** `relaxed`: with multiplication and addition in one step; `shared`: for memory that threads share. */
const VARIANTS = {
	plain: [],
	'plain-shared': ['--sharedMemory'],
	relaxed: ['--enable', 'relaxed-simd'],
	'relaxed-shared': ['--enable', 'relaxed-simd', '--sharedMemory']
};

const OPTIONS = [
	'kernels.ts',
	...['--runtime', 'stub'],
	'--noAssert',
	'--importMemory',
	...['--maximumMemory', '65536'],
	...['--enable', 'simd', '--enable', 'threads'],
	// Vectors stay within the module.
	...['--disableWarning', '112']
];

const sourceOf = (/** @type {string} */ name) => readFileSync(`${FOLDER}/${name}`, 'utf8');

/**
 * @param {readonly string[]} options
 * @returns {Promise<string | Uint8Array>} the one file that they ask for
 */
async function compile(options) {
	const { main } = await import('assemblyscript/asc');
	/** @type {string | Uint8Array | undefined} */
	let written;
	const { error, stderr } = await main([...options], {
		// The compiler knows files by the ending of TypeScript's.
		readFile(name) {
			const file = name.replace(/\.ts$/, '.as');
			return existsSync(`${FOLDER}/${file}`) ? sourceOf(file) : null;
		},
		writeFile(_name, contents) {
			written = contents;
		},
		listFiles: () => []
	});
	if (error || written === undefined)
		throw new Error(`Our kernels for WebAssembly do not compile:\n${stderr.toString()}`);
	return written;
}

/**
 * The names of all functions that our kernels are made of, before one goes into another. Those of
 * AssemblyScript’s own library begin with `~lib/`.
 */
export async function functionsOfKernels() {
	const text = await compile([...OPTIONS, '--textFile', 'kernels.wat', '--optimizeLevel', '0']);
	return Array.from(String(text).matchAll(/^ \(func \$(\S+)/gm), ([, name]) => name);
}

/**
 * Our kernels as a WebAssembly module, which imports `env.memory` and exports `run`.
 * @param {keyof typeof VARIANTS} variant
 * @returns {Promise<Uint8Array>}
 */
async function compiledKernels(variant) {
	// The third level sets a tile's sums together row by row: they no longer fit the registers then.
	const options = [...OPTIONS, '--outFile', 'kernels.wasm', '-O2', ...VARIANTS[variant]];
	const hash = createHash('sha256').update(options.join(' '));
	for (const name of readdirSync(FOLDER).sort()) hash.update(`\0${name}\0`).update(sourceOf(name));
	const file = `${CACHE}/${hash.digest('hex')}.wasm`;
	if (existsSync(file)) return readFileSync(file);
	const binary = /** @type {Uint8Array} */ (await compile(options));
	mkdirSync(CACHE, { recursive: true });
	// Another process may read it meanwhile.
	const part = `${file}.${process.pid}`;
	writeFileSync(part, binary);
	renameSync(part, file);
	return binary;
}

const PREFIX = 'virtual:wasm-kernels/';

const isVariant = (/** @type {string} */ name) => Object.hasOwn(VARIANTS, name);

/**
 * Gives `virtual:wasm-kernels/VARIANT`: our kernels, in base64, compiled when they are asked for.
 * @returns {import('vite').Plugin}
 */
export const wasmKernels = () => ({
	name: 'wasm-kernels',
	resolveId(id) {
		return id.startsWith(PREFIX) && isVariant(id.slice(PREFIX.length)) ? `\0${id}` : null;
	},
	async load(id) {
		if (!id.startsWith(`\0${PREFIX}`)) return null;
		for (const name of readdirSync(FOLDER)) this.addWatchFile(`${FOLDER}/${name}`);
		const variant = /** @type {keyof typeof VARIANTS} */ (id.slice(PREFIX.length + 1));
		const binary = await compiledKernels(variant);
		return `export default ${JSON.stringify(Buffer.from(binary).toString('base64'))};`;
	}
});
