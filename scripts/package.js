// Makes the npm package of the core and the command: node scripts/package.js
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.js';
import { inRoot } from './root.js';

const ENTRY = inRoot('src/lib/library/library.ts');
const README = 'README.md';

/** What the project's own manifest says, and what the package adds to it. */
function manifest() {
	const { name, version, description, license, type, engines } = JSON.parse(
		readFileSync(inRoot('package.json'), 'utf8')
	);
	return {
		...{ name, version, description, license, type, engines },
		keywords: ['convnext', 'macs', 'flops', 'params', 'timm', 'onnx', 'swin', 'vit', 'resnet'],
		exports: { '.': { types: './types/library.d.ts', default: './index.js' } },
		types: './types/library.d.ts',
		bin: { [name]: 'cli.js' },
		files: ['*.js', 'types', 'CHANGELOG.md']
	};
}

/**
 * The section of the project's README about the library: it is the package's own.
 * @returns {string}
 */
export function librarySection() {
	const text = readFileSync(inRoot(README), 'utf8');
	const [, section] = /^## As a library\n+(.*?)(?=^## )/ms.exec(text) ?? [];
	if (section === undefined) throw new Error(`${README} has no section “As a library”.`);
	return section.trim();
}

/** @param {string} folder */
async function bundle(folder) {
	const { build } = await import('vite');
	await build({
		configFile: false,
		logLevel: 'warn',
		publicDir: false,
		build: {
			outDir: folder,
			emptyOutDir: true,
			target: 'es2022',
			minify: false,
			lib: { entry: { index: ENTRY, cli: inRoot('scripts/cli.ts') }, formats: ['es'] },
			rolldownOptions: {
				external: /^node:/,
				// Whatever is loaded late on a page comes with the package.
				checks: { ineffectiveDynamicImport: false },
				output: {
					chunkFileNames: '[name].js',
					entryFileNames: '[name].js',
					// What reads checkpoints is not part of it, and stays apart.
					codeSplitting: {
						groups: [{ name: 'core', test: /src\/lib\/(?!.*(checkpoint|naming|weight-shapes))/ }]
					}
				}
			}
		}
	});
}

/**
 * The types of what the entry exports, of it and of the files that its types name.
 * @param {string} folder
 */
async function declare(folder) {
	const { default: ts } = await import('typescript');
	const program = ts.createProgram([ENTRY], {
		...{ strict: true, declaration: true, emitDeclarationOnly: true, skipLibCheck: true },
		...{ allowImportingTsExtensions: true, resolveJsonModule: true },
		exactOptionalPropertyTypes: true,
		module: ts.ModuleKind.ESNext,
		moduleResolution: ts.ModuleResolutionKind.Bundler,
		target: ts.ScriptTarget.ES2022
	});
	mkdirSync(folder, { recursive: true });
	const files = [ENTRY];
	for (const file of files) {
		program.emit(program.getSourceFile(file), (name, text) => {
			for (const [, other] of text.matchAll(/from '(\.[^']+)'/g)) {
				const path = join(dirname(file), other ?? '');
				if (!files.includes(path)) files.push(path);
			}
			// In declarations, as elsewhere in the package, files go by what they run as.
			const named = text.replaceAll(/(from '\.[^']+)\.ts'/g, "$1.js'");
			writeFileSync(join(folder, basename(name)), named);
		});
	}
}

/**
 * Runs npm in a folder, and gives what it prints.
 * @param {string[]} args
 * @param {string} folder
 * @returns {string}
 */
export function npm(args, folder) {
	const cli = process.env.npm_execpath;
	const script = cli?.endsWith('.js') ? [cli] : [];
	const command = script.length > 0 ? process.execPath : 'npm';
	const { status, stdout, stderr } = spawnSync(command, [...script, ...args], {
		cwd: folder,
		encoding: 'utf8',
		shell: command === 'npm' && process.platform === 'win32'
	});
	if (status !== 0) throw new Error(`npm ${args.join(' ')}:\n${stdout}${stderr}`);
	return stdout;
}

/**
 * Makes the package.
 * @param {string} folder which is emptied before
 * @returns {Promise<string>} the path of its archive
 */
export async function makePackage(folder) {
	rmSync(folder, { recursive: true, force: true });
	await bundle(folder);
	await declare(join(folder, 'types'));
	const described = manifest();
	writeFileSync(join(folder, 'package.json'), `${JSON.stringify(described, null, '\t')}\n`);
	writeFileSync(join(folder, README), `# ${described.name}\n\n${librarySection()}\n`);
	for (const file of ['CHANGELOG.md', 'LICENSE']) copyFileSync(inRoot(file), join(folder, file));
	const [packed] = JSON.parse(npm(['pack', '--json', '--ignore-scripts'], folder));
	return join(folder, packed.filename);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	try {
		ensureInstalled({ tools: true });
		console.log(await makePackage(inRoot('dist')));
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	}
}
