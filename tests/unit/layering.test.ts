import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

const eslint = new ESLint();

const RULES = ['no-restricted-imports', 'no-restricted-globals', 'no-restricted-syntax'];

async function complaints(filePath: string, code: string) {
	const [result] = await eslint.lintText(code, { filePath });
	return (result?.messages ?? []).filter(({ ruleId }) => RULES.includes(ruleId ?? ''));
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
] as const;

test.each(forbidden)('%s may not hold: %s', async (file, code) => {
	expect(await complaints(file, code)).not.toEqual([]);
});

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
] as const;

test.each(allowed)('%s may hold: %s', async (file, code) => {
	expect(await complaints(file, code)).toEqual([]);
});
