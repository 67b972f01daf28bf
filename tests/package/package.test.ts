import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchOptions } from '../../scripts/browser.js';
import { librarySection, makePackage, npm } from '../../scripts/package.js';
import { inRoot } from '../../scripts/root.js';
import timm from '../golden/timm_counts.json' with { type: 'json' };

const folder = mkdtempSync(join(tmpdir(), 'convnext-explorer-package-'));
const project = join(folder, 'project');

beforeAll(async () => {
	const archive = await makePackage(join(folder, 'package'));
	mkdirSync(project);
	write('package.json', '{ "private": true, "type": "module" }');
	npm(['install', '--offline', '--no-audit', '--no-fund', archive], project);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFileSync(join(project, name), text);

function node(...args: readonly string[]) {
	return spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' });
}

/** Counts every preset. */
const COUNT_ALL = `import { count, design, presets } from 'convnext-explorer';
const counts = presets().map(({ name }) => {
	const { params, macs, activations } = count(name);
	return { name, input: design(name).fields.input, params, macs, activations };
});`;

type Counted = Readonly<{
	name: string;
	input: unknown;
	params: number;
	macs: number;
	activations: number;
}>;

/** What PyTorch counted of timm's models as they come. */
const goldens = Object.entries(timm.models).flatMap(
	([name, { kwargs, input, params, macs, activations }]): readonly Counted[] =>
		Object.keys(kwargs).length > 0 ? [] : [{ name, input, params, macs, activations }]
);

test('it brings no other package', () => {
	const names = readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'));
	expect(names).toEqual(['convnext-explorer']);
});

test('the README’s example prints in Node what the README says', () => {
	const [, example = ''] = /```js\n(.*?)```/s.exec(librarySection()) ?? [];
	write('example.mjs', example);
	const { stdout, stderr } = node('example.mjs');
	expect(stderr).toBe('');
	const promised = [...example.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(
		([, line]) => line
	);
	expect(promised.length).toBeGreaterThan(2);
	expect(stdout.split('\n')).toEqual(expect.arrayContaining(promised));
});

test('it counts what PyTorch counted, in Node and, bundled by Vite, in a browser', async () => {
	write('count.mjs', `${COUNT_ALL}\nconsole.log(JSON.stringify(counts));`);
	const { stdout } = node('count.mjs');
	const counted = JSON.parse(stdout) as readonly Counted[];
	const known = goldens.filter((golden) =>
		counted.some(({ name, input }) => name === golden.name && input === golden.input)
	);
	expect(known.length).toBeGreaterThan(50);
	expect(counted).toEqual(expect.arrayContaining(known));

	write('main.js', `${COUNT_ALL}\nwindow.counts = counts;`);
	write(
		'index.html',
		'<!doctype html><title>counts</title><script type="module" src="main.js"></script>'
	);
	const common = { root: project, configFile: false, logLevel: 'warn' } as const;
	await build(common);
	const server = await preview({ ...common, preview: { port: 0 } });
	const browser = await chromium.launch(launchOptions());
	try {
		const page = await browser.newPage();
		await page.goto(server.resolvedUrls?.local[0] ?? '');
		await page.waitForFunction('window.counts');
		expect(await page.evaluate('window.counts')).toEqual(counted);
	} finally {
		await browser.close();
		await server.close();
	}
});

test('its types stand by themselves, and hold what is called to them', () => {
	write(
		'consumer.ts',
		`import { change, conventions, count, countAs, design, DesignError, fields, presets, toLink, toOnnx, toPyTorch, toTimm, tree, type Count, type Design, type Layer, type Tree } from 'convnext-explorer';
const of: Design = change(design(presets()[0]?.name ?? ''), { depths: [3, 3, 9, 3] });
const counted: Count = count(of);
const first: Layer | undefined = counted.layers[0];
export const depthOf = (part: Tree): number => ('children' in part ? 1 + Math.max(...part.children.map(({ net }) => depthOf(net))) : 1);
export const texts: string[] = [toLink(of), toPyTorch(of), toTimm(of) ?? '', first?.path ?? ''];
export const numbers: number[] = [toOnnx(of, (_, shape) => new Float32Array(shape.length)).length, countAs(of, conventions[0]?.id ?? '').total, fields(of).length, depthOf(tree(of))];
try {
	design('nothing');
} catch (error) {
	if (error instanceof DesignError) texts.push(...error.problems.map(({ field }) => field));
}
// @ts-expect-error a design is never changed
of.preset = 'resnet50';
// @ts-expect-error a design is its text or itself
count(3);
`
	);
	write(
		'tsconfig.json',
		JSON.stringify({
			compilerOptions: {
				...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true },
				...{ module: 'nodenext', target: 'es2022', lib: ['es2022'], types: [] }
			},
			files: ['consumer.ts']
		})
	);
	const { stdout, status } = node(inRoot('node_modules/typescript/bin/tsc'), '-p', '.');
	expect(stdout).toBe('');
	expect(status).toBe(0);
});

test('its command counts, says its version, and refuses what it cannot do', () => {
	const command = (...args: string[]) =>
		node(join('node_modules', 'convnext-explorer', 'cli.js'), ...args);
	const { params } = JSON.parse(command('count', 'resnet50', '--json').stdout) as {
		params: number;
	};
	expect(params).toBe(25_557_032);
	expect(command('--version').stdout).toBe('0.1.0\n');
	expect(command('count', '--help').stdout).toContain('convnext-explorer count convnext_tiny');
	expect(command('count', 'convnext_tyni').status).toBe(2);
	expect(command('cuont').stderr).toContain('there are count and completion');
	expect(readdirSync(join(project, 'node_modules', '.bin'))).toContain('convnext-explorer');
});
