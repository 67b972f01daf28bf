/**
 * Writes exported files into a folder for scripts/golden/check_export.py to run: every preset, every step of
 * the roadmap, the small networks whose logits are on file, the designs that are on file already, and random
 * ones and networks of random lines beside them; `cases.json` says what each must come to.
 */
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { parseArgs } from 'node:util';
import {
	examine,
	inputShape,
	presetDesign,
	presetNames,
	type Design
} from '../src/lib/arch/design.ts';
import { REGIMES, roadmapConfigs } from '../src/lib/roadmap/steps.ts';
import { join } from '../src/lib/arch/net.ts';
import { storedShape } from '../src/lib/arch/ops/stacked.ts';
import { printPytorch } from '../src/lib/export/pytorch/pytorch.ts';
import { timmLine } from '../src/lib/export/timm.ts';
import { sumLayers } from '../src/lib/count/totals.ts';
import { asItComes, printLink, readLink } from '../src/lib/share/link.ts';
import { validDesign } from '../tests/designs.ts';
import onFile from '../tests/golden/exports.json' with { type: 'json' };
import { customs, someOf } from '../tests/random-networks.ts';
import { smallDesigns } from '../tests/small-networks.ts';

const { values } = parseArgs({
	options: { out: { type: 'string' }, random: { type: 'string', default: '150' } }
});
if (values.out === undefined) throw new Error('--out FOLDER is missing');

// Small enough for a forward pass of shapes alone, varied enough to meet every rule.
const LIMITS = {
	depths: 5,
	depth: 5,
	widths: 256,
	width: 256,
	kernels: 13,
	expansions: 6,
	initialWidth: 64,
	slope: 40,
	groupWidth: 32,
	groupWidths: 32,
	headWidth: 256,
	input: 256
};

const roadmap = REGIMES.flatMap((regime) => {
	const start = presetDesign(regime);
	return start ? roadmapConfigs(regime).map((config): Design => ({ ...start, config })) : [];
});
const random = fc.sample(validDesign(LIMITS), { seed: 2201, numRuns: Number(values.random) });

const designs: readonly (readonly [logits: string | null, design: Design])[] = [
	...presetNames().flatMap((name) => {
		const design = presetDesign(name);
		return design ? [[null, design] as const] : [];
	}),
	...roadmap.map((design) => [null, design] as const),
	...Object.entries(smallDesigns),
	...Object.keys(onFile.designs).map((link) => [null, readLink(link, []).design] as const),
	...random.map((design) => [null, design] as const),
	...someOf(customs, Number(values.random)).map(({ design }) => [null, design] as const)
];

mkdirSync(values.out, { recursive: true });
const cases = new Map<string, object>();
for (const [logits, design] of designs) {
	const examined = examine(design);
	if (!examined.ok) throw new Error(examined.problems.map(({ message }) => message).join());
	const { layers } = examined.network;
	const link = printLink({ ...asItComes, design });
	// The first steps of the roadmap are presets.
	if (cases.has(link)) continue;
	const source = printPytorch(design, examined.network);
	const sha256 = createHash('sha256').update(source).digest('hex');
	const file = `case_${cases.size}.py`;
	writeFileSync(joinPath(values.out, file), source);
	const { params, macs } = sumLayers(layers);
	const tensors = layers.flatMap(({ path, weights }) =>
		weights.map((weight) => [join(path, weight.name), storedShape(weight)])
	);
	cases.set(link, {
		link,
		file,
		sha256,
		input: inputShape(design),
		params,
		macs,
		timm: timmLine(design),
		logits,
		tensors: Object.fromEntries(tensors)
	});
}
writeFileSync(joinPath(values.out, 'cases.json'), JSON.stringify([...cases.values()]));
