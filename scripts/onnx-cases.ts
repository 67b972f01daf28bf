/**
 * Writes ONNX files with the deterministic weights into a folder for scripts/check_onnx.py to run:
 * every preset up to a size, the small networks whose logits are on file, and random designs.
 */
import fc from 'fast-check';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { examine, presetDesign, presetNames, type Design } from '../src/lib/arch/design.ts';
import { onnxPieces } from '../src/lib/export/onnx/model.ts';
import { isBytes } from '../src/lib/export/pieces.ts';
import { titleOf } from '../src/lib/export/pytorch/pytorch.ts';
import { sumLayers } from '../src/lib/count/totals.ts';
import { WEIGHTS_LABEL } from '../src/lib/checkpoint/deterministic.ts';
import {
	channelsFirst,
	deterministicImage,
	deterministicWeights
} from '../src/lib/checkpoint/deterministic.ts';
import { asItComes, printLink } from '../src/lib/share/link.ts';
import { validDesign } from '../tests/designs.ts';
import { smallDesigns } from '../tests/small-networks.ts';

const { values } = parseArgs({
	options: {
		out: { type: 'string' },
		random: { type: 'string', default: '40' },
		params: { type: 'string', default: '30e6' }
	}
});
if (values.out === undefined) throw new Error('--out FOLDER is missing');

const LIMITS = {
	depths: 3,
	depth: 3,
	widths: 64,
	width: 64,
	kernels: 9,
	expansions: 4,
	initialWidth: 32,
	slope: 20,
	headWidth: 64,
	input: 96
};

const presets = presetNames().flatMap((name) => {
	const design = presetDesign(name);
	return design ? [[name, design] as const] : [];
});
const random = fc
	.sample(validDesign(LIMITS), { seed: 2201, numRuns: Number(values.random) })
	.map((design, i) => [`random_${i}`, design] as const);

mkdirSync(values.out, { recursive: true });
const cases: object[] = [];
for (const [name, design] of [...presets, ...Object.entries(smallDesigns), ...random]) {
	write(name, design, values.out);
}
writeFileSync(join(values.out, 'cases.json'), JSON.stringify(cases));

function write(name: string, design: Design, folder: string): void {
	const examined = examine(design);
	if (!examined.ok) throw new Error(examined.problems.map(({ message }) => message).join());
	const { net, input, layers } = examined.network;
	if (sumLayers(layers).params > Number(values.params)) return;
	const link = printLink({ ...asItComes, design });
	const about = { title: titleOf(design), weights: WEIGHTS_LABEL, address: `#${link}` };
	const file = `case_${cases.length}.onnx`;
	const bytes = onnxPieces(net, input, about).map((piece) =>
		isBytes(piece) ? piece : new Uint8Array(deterministicWeights(piece.name, piece.shape).buffer)
	);
	writeFileSync(join(folder, file), Buffer.concat(bytes));
	const image = `image_${input.join('x')}.f32`;
	writeFileSync(join(folder, image), channelsFirst(deterministicImage(input), input));
	cases.push({ name, link, file, image, input });
}
