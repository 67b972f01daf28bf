// bench:gpu as a folder that needs Node alone: for machines with a GPU and no network.
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { inRoot } from './root.js';
import { helpOption, runCommand, UsageError } from './run-command.ts';
import { wasmKernels } from './wasm-kernels.js';

/** As npm’s webgpu calls them: macOS has one for both of its processors. */
const PLATFORMS = ['darwin-universal', 'linux-arm64', 'linux-x64', 'win32-arm64', 'win32-x64'];

const USAGE = `bench:gpu:pack FOLDER [--platform NAME]

Writes bench:gpu with all that it needs into FOLDER, some 25 MB (8 MB compressed): copy it to a machine
with a GPU and Node 20.19 or newer, and run node FOLDER/bench-gpu.mjs there.

platforms: ${PLATFORMS.join(', ')}; by default this machine’s`;

const here = `${process.platform}-${process.platform === 'darwin' ? 'universal' : process.arch}`;

await runCommand(async () => {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: { platform: { type: 'string', default: here }, ...helpOption }
	});
	if (values.help) {
		console.log(USAGE);
		return;
	}
	const [folder, ...others] = positionals;
	if (folder === undefined || others.length > 0) throw new UsageError(USAGE);
	if (!PLATFORMS.includes(values.platform))
		throw new UsageError(`--platform ${values.platform}: permitted are ${PLATFORMS.join(', ')}`);
	const outDir = resolve(folder);
	await build({
		configFile: false,
		root: inRoot(),
		logLevel: 'warn',
		publicDir: false,
		plugins: [wasmKernels()],
		ssr: { noExternal: true, external: ['webgpu'] },
		build: {
			ssr: 'scripts/bench-gpu.ts',
			outDir,
			emptyOutDir: false,
			rolldownOptions: { output: { entryFileNames: 'bench-gpu.mjs' } }
		}
	});
	const from = inRoot('node_modules', 'webgpu');
	const to = resolve(outDir, 'node_modules', 'webgpu');
	rmSync(to, { recursive: true, force: true });
	mkdirSync(resolve(to, 'dist'), { recursive: true });
	for (const part of ['index.js', 'package.json', 'LICENSE.md', `dist/${values.platform}`])
		cpSync(resolve(from, part), resolve(to, part), { recursive: true });
	console.log(`node ${resolve(outDir, 'bench-gpu.mjs')} --help`);
});
