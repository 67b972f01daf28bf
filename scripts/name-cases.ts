/**
 * Writes files of deterministic weights into a folder for scripts/golden/check_names.py to load: small networks
 * under timm's names and those of other code; `cases.json` has the Python that loads each, as the page shows it.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { examine } from '../src/lib/arch/design.ts';
import { writeHeader } from '../src/lib/checkpoint/containers/safetensors.ts';
import { deterministicWeights } from '../src/lib/checkpoint/deterministic.ts';
import { writtenFor } from '../src/lib/export/names/writings.ts';
import { printPytorch } from '../src/lib/export/pytorch/pytorch.ts';
import { timmLine, timmLoadLine } from '../src/lib/export/timm.ts';
import { weightSlots } from '../src/lib/export/weight-slots.ts';
import { readLink } from '../src/lib/share/link.ts';
import '../tests/all-families.ts';

const { values } = parseArgs({ options: { out: { type: 'string' } } });
if (values.out === undefined) throw new Error('--out FOLDER is missing');
const { out } = values;

const NEXT = 'depths=1,1,2,1&widths=8,16,24,32&classes=10';
const VIT = 'vit_tiny_patch16_224&width=24&depth=2&heads=3&patch=8&classes=10';
const SWIN = 'swin_tiny_patch4_window7_224&width=12&depths=2,2&heads=2,4&classes=10';

const LINKS = [
	`convnext_tiny&${NEXT}&input=64`,
	`convnext_tiny&${NEXT}&input=64x96&channels=1`,
	`convnextv2_tiny&${NEXT}&input=64`,
	'convnext_tiny&depths=1,2,1&widths=8,16,24&classes=10&input=64',
	'resnet18&depths=1,1,1,1&classes=10&input=64',
	'resnet18&depths=1,2&widths=32,48&classes=10&input=32',
	'resnet50&depths=1,1,1,1&classes=10&input=64',
	'resnet50&depths=1,1,2&widths=16,24,32&channels=4&classes=10&input=48x64',
	`${VIT}&input=32`,
	`${VIT}&input=32x48&channels=1`,
	`${VIT}&input=32&mlpRatio=2.5&qkvBias=off&eps=1e-5`,
	`${SWIN}&input=56`,
	`${SWIN}&input=72`,
	`${SWIN}&input=112x168&mlpRatio=2&qkvBias=off`,
	`${SWIN}&input=56x84`,
	`${SWIN}&input=20x56`,
	'swin_tiny_patch4_window7_224&width=12&depths=2,2,1&heads=2,3,4&classes=10&input=60'
];

mkdirSync(out, { recursive: true });
const cases = LINKS.flatMap((link, number) => {
	const { design, problems } = readLink(link, []);
	const examined = examine(design);
	if (problems.length > 0 || !examined.ok) throw new Error(`${link} is no network`);
	const { layers, input } = examined.network;
	const slots = weightSlots(layers);
	const weights = slots.map(({ name, shape }) => deterministicWeights(name, shape));
	const load = (file: string) => `import timm\n\nmodel = ${timmLoadLine(design, file) ?? ''}`;
	const timm = timmLine(design) === null ? [] : [{ label: 'timm', entries: slots, load }];
	const source = printPytorch(design, examined.network);
	return [...timm, ...writtenFor(design, layers)].map(({ label, entries, load }, i) => {
		const file = `case_${number}_${i}.safetensors`;
		const pieces = [writeHeader(entries), ...weights.map(({ buffer }) => new Uint8Array(buffer))];
		writeFileSync(join(out, file), Buffer.concat(pieces));
		return { link, label, file, input, source, load: load(file) };
	});
});
writeFileSync(join(out, 'cases.json'), JSON.stringify(cases));
