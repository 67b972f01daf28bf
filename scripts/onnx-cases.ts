/**
 * Writes ONNX files with the deterministic weights into a folder for scripts/check_onnx.py to run:
 * every preset up to a size, the small networks whose logits are on file, and random designs of each
 * family, with what the live network gives for these.
 */
import { env } from '@tensorflow/tfjs-core';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { presetDesign, presetNames, type Design } from '../src/lib/arch/design.ts';
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
import { logitsOf } from '../tests/browser/networks.ts';
import * as random from '../tests/random-networks.ts';
import { networkOfDesign } from '../tests/networks.ts';
import { smallDesigns } from '../tests/small-networks.ts';

const { values } = parseArgs({
	options: {
		out: { type: 'string' },
		random: { type: 'string', default: '10' },
		params: { type: 'string', default: '30e6' },
		/** Only names with this in them. */
		only: { type: 'string', default: '' }
	}
});
if (values.out === undefined) throw new Error('--out FOLDER is missing');
// Else tfjs advertises its own package for Node.
env().set('IS_TEST', true);

const presets = presetNames().flatMap((name) => {
	const design = presetDesign(name);
	return design ? [[name, design] as const] : [];
});
const { someOf, ...families } = random;

mkdirSync(values.out, { recursive: true });
const cases: object[] = [];
for (const [name, design] of [...presets, ...Object.entries(smallDesigns)])
	if (name.includes(values.only)) write(name, design, values.out);
for (const [family, any] of Object.entries(families))
	for (const [i, { design, network }] of someOf(any, Number(values.random)).entries()) {
		const live = await logitsOf(network, 'cpu', 'stock');
		// Squares of squares outgrow their numbers, and then there is nothing to compare.
		if (live.every(Number.isFinite))
			write(`random ${family} ${i}`, design, values.out, { logits: [...live] });
	}
writeFileSync(join(values.out, 'cases.json'), JSON.stringify(cases));

function write(name: string, design: Design, folder: string, expected: object = {}): void {
	const { net, input, layers } = networkOfDesign(design);
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
	cases.push({ name, link, file, image, input, ...expected });
}
