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
	['src/lib/arch/families/convnet.ts', "import '../../count/totals.ts';"],
	['src/lib/arch/net.ts', "import type { Totals } from '$lib/count/totals.ts';"],
	['src/lib/arch/net.ts', "import 'svelte';"],
	['src/lib/arch/net.ts', "import '@tensorflow/tfjs-core';"],
	['src/lib/count/totals.ts', "import '../live/plan.ts';"],
	['src/lib/count/totals.ts', "import { select } from 'd3';"],
	['src/lib/count/totals.ts', 'document.title;'],
	['src/lib/code/onnx.ts', "import '../share/hash.ts';"],
	['src/lib/explore/worker.ts', "import '../share/link.ts';"],
	['src/lib/explore/pool.ts', 'navigator.hardwareConcurrency;'],
	['src/lib/graph/layout.ts', "import '../state/studio.svelte.ts';"],
	['src/lib/graph/layout.ts', "import { tick } from 'svelte';"],
	['src/lib/graph/layout.ts', "import { zoom } from 'd3';"],
	['src/lib/live/model.ts', "import '../graph/layout.ts';"],
	['src/lib/code/widen.ts', "import '../live/weights.ts';"],
	['src/lib/state/studio.svelte.ts', "import '../ui/Figures.svelte';"],
	['src/lib/ui/Figures.svelte', "<script>import '@tensorflow/tfjs-core';</script>"],
	['src/lib/ui/Figures.svelte', "<script>import '../../routes/page.ts';</script>"],
	['src/routes/+page.ts', "import '@tensorflow/tfjs';"],
	['src/routes/+page.ts', "const tf = await import('@tensorflow/tfjs');"]
] as const;

test.each(forbidden)('%s may not hold: %s', async (file, code) => {
	expect(await complaints(file, code)).not.toEqual([]);
});

const allowed = [
	['src/lib/arch/families/convnet.ts', "import '../net.ts';"],
	['src/lib/count/totals.ts', "import '../arch/layers.ts'; import { sum } from 'd3';"],
	['src/lib/graph/layout.ts', "import '../count/totals.ts';"],
	['src/lib/live/memory-guard.ts', "import '../count/memory.ts';"],
	['src/lib/live/weight-source.ts', "import '../code/widen.ts';"],
	['src/lib/share/space-link.ts', "import '../explore/query.ts';"],
	['src/lib/graph/zoom.ts', "import { zoom } from 'd3';"],
	['src/lib/live/kernels/conv.ts', "import '@tensorflow/tfjs-core'; import '../plan.ts';"],
	['src/lib/state/studio.svelte.ts', "import '../live/client.ts'; import 'svelte';"],
	['src/lib/ui/Figures.svelte', "<script>import '../state/studio.svelte.ts';</script>"],
	['src/routes/+page.ts', "import '$lib/ui/Figures.svelte';"]
] as const;

test.each(allowed)('%s may hold: %s', async (file, code) => {
	expect(await complaints(file, code)).toEqual([]);
});
