import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { ESLint } from 'eslint';
import { afterAll, beforeAll, expect, test } from 'vitest';

const RULES = ['no-restricted-imports', 'no-restricted-globals', 'no-restricted-syntax'];

type Case = readonly [file: string, code: string];

/** Where each case has a folder of its own, as if it were the project. */
const folder = mkdtempSync(join(tmpdir(), 'layers-'));
afterAll(() => rmSync(folder, { recursive: true }));

const layers = pathToFileURL('layers.js').href;
const CONFIG = `import layers from '${layers}';
export default {
	categories: { correctness: 'off' },
	overrides: layers.map(({ files, rules }) => ({ files: files.map((file) => '*/' + file), rules }))
};`;

type Found = Readonly<{ diagnostics: readonly Readonly<{ code: string; filename: string }>[] }>;

/** The numbers of those cases that oxlint complains of: it looks at what is not Svelte. */
async function byOxlint(cases: readonly Case[]): Promise<ReadonlySet<number>> {
	for (const [i, [file, code]] of cases.entries()) {
		mkdirSync(dirname(join(folder, String(i), file)), { recursive: true });
		writeFileSync(join(folder, String(i), file), code);
	}
	const config = join(folder, 'oxlint.config.js');
	writeFileSync(config, CONFIG);
	const args = ['node_modules/oxlint/bin/oxlint', '-c', config, '--format', 'json', folder];
	const text = await new Promise<string>((resolve) => {
		// It ends with 1 where it complains.
		execFile(process.execPath, args, (_error, stdout) => resolve(stdout));
	});
	const { diagnostics } = JSON.parse(text) as Found;
	const ours = diagnostics.filter(({ code }) => RULES.some((rule) => code.includes(rule)));
	return new Set(ours.map(({ filename }) => Number(/(\d+)\/src\//.exec(filename)?.[1])));
}

const eslint = new ESLint();

async function byEslint([filePath, code]: Case): Promise<boolean> {
	const [result] = await eslint.lintText(code, { filePath });
	return (result?.messages ?? []).some(({ ruleId }) => RULES.includes(ruleId ?? ''));
}

const forbidden = [
	['src/lib/arch/net.ts', "import '../count/totals.ts';"],
	['src/lib/arch/families/convnet/build.ts', "import '../../../count/totals.ts';"],
	['src/lib/arch/net.ts', "import type { Totals } from '$lib/count/totals.ts';"],
	['src/lib/arch/net.ts', "import 'svelte';"],
	['src/lib/arch/net.ts', "import '@tensorflow/tfjs-core';"],
	['src/lib/count/totals.ts', "import '../runtimes/plan/plan.ts';"],
	['src/lib/count/totals.ts', "import { select } from 'd3';"],
	['src/lib/count/totals.ts', 'document.title;'],
	['src/lib/export/onnx/graph.ts', "import '../../share/link.ts';"],
	['src/lib/explore/worker.ts', "import '../share/link.ts';"],
	['src/lib/explore/pool.ts', 'navigator.hardwareConcurrency;'],
	['src/lib/draw/network/layout.ts', "import '../../state/studio.svelte.ts';"],
	['src/lib/draw/network/layout.ts', "import { tick } from 'svelte';"],
	['src/lib/draw/network/layout.ts', "import { zoom } from 'd3';"],
	['src/lib/runtimes/tfjs/model.ts', "import '../../draw/network/layout.ts';"],
	['src/lib/checkpoint/containers/widen.ts', "import '../../runtimes/backends.ts';"],
	['src/lib/predict/predict.ts', "import '@tensorflow/tfjs-core';"],
	['src/lib/predict/predict.ts', "import '../runtimes/tfjs/open.ts';"],
	['src/lib/benchmark/run.ts', "import '@tensorflow/tfjs-core';"],
	['src/lib/benchmark/run.ts', "const tf = await import('@tensorflow/tfjs');"],
	['src/lib/benchmark/run.ts', "import '../runtimes/tfjs/session.ts';"],
	['src/lib/benchmark/peaks/run-peaks.ts', "import '../../runtimes/webgpu/peak-trials.ts';"],
	['src/lib/state/studio.svelte.ts', "import '../ui/metrics/Metrics.svelte';"],
	['src/lib/ui/metrics/Metrics.svelte', "<script>import '@tensorflow/tfjs-core';</script>"],
	['src/lib/ui/metrics/Metrics.svelte', "<script>import '../../../routes/page.ts';</script>"],
	['src/routes/+page.ts', "import '@tensorflow/tfjs';"],
	['src/routes/+page.ts', "const tf = await import('@tensorflow/tfjs');"]
] as const satisfies readonly Case[];

const allowed = [
	['src/lib/arch/families/convnet/build.ts', "import '../../net.ts';"],
	['src/lib/count/totals.ts', "import '../arch/infer.ts'; import { sum } from 'd3';"],
	['src/lib/draw/network/layout.ts', "import '../../count/totals.ts';"],
	['src/lib/runtimes/plan/memory-need.ts', "import '../../count/memory.ts';"],
	['src/lib/benchmark/run.ts', "import '../runtimes/runtimes.ts';"],
	['src/lib/predict/predict.ts', "import '../runtimes/plan/plan.ts';"],
	['src/lib/checkpoint/weight-source.ts', "import './containers/widen.ts';"],
	['src/lib/share/space-link.ts', "import '../explore/query.ts';"],
	['src/lib/draw/network/zoom.ts', "import { zoom } from 'd3';"],
	[
		'src/lib/runtimes/tfjs/kernels/conv.ts',
		"import '@tensorflow/tfjs-core'; import '../../plan/plan.ts';"
	],
	['src/lib/state/studio.svelte.ts', "import '../benchmark/client.ts'; import 'svelte';"],
	['src/lib/ui/metrics/Metrics.svelte', "<script>import '../../state/studio.svelte.ts';</script>"],
	['src/routes/+page.ts', "import '$lib/ui/metrics/Metrics.svelte';"]
] as const satisfies readonly Case[];

const cases: readonly Case[] = [...forbidden, ...allowed];
let complained: ReadonlySet<number>;
beforeAll(async () => void (complained = await byOxlint(cases)));

const isComplainedOf = async (one: Case): Promise<boolean> =>
	one[0].includes('.svelte') ? byEslint(one) : complained.has(cases.indexOf(one));

test.each(forbidden.map((one) => [...one, one] as const))('%s may not hold: %s', async (...all) => {
	expect(await isComplainedOf(all[2])).toBe(true);
});

test.each(allowed.map((one) => [...one, one] as const))('%s may hold: %s', async (...all) => {
	expect(await isComplainedOf(all[2])).toBe(false);
});
