import { cpus } from 'node:os';
import { presetDesign } from '../../src/lib/arch/design.ts';
import type { Card } from '../../src/lib/live/card.ts';
import type { Kernels } from '../../src/lib/live/choice.ts';
import { runOn, withPage } from '../run-panel.ts';
import { textTable } from '../text-table.ts';

/** Presets that are run where none is named. */
const PRESETS = ['convnext_tiny', 'resnet50', 'swin_tiny_patch4_window7_224'];

type Way = Readonly<{ backend: 'webgpu' | 'wasm'; kernels: Kernels; runs: number }>;

/** Stock kernels take half a minute a pass on software WebGPU, so one pass has to do. */
const WAYS: readonly Way[] = [
	{ backend: 'webgpu', kernels: 'ours', runs: 5 },
	{ backend: 'webgpu', kernels: 'stock', runs: 1 },
	{ backend: 'wasm', kernels: 'ours', runs: 10 },
	{ backend: 'wasm', kernels: 'stock', runs: 10 }
];

/** Outputs of the same network may differ by so much. */
const TOLERANCE = 1e-4;

const gap = (a: Card, b: Card): number =>
	Math.max(...a.output.logits.map((value, i) => Math.abs(value - (b.output.logits[i] ?? NaN))));

const ms = (value: number): string => `${value < 100 ? value.toFixed(1) : Math.round(value)} ms`;

function row(preset: string, card: Card, first: Card): readonly string[] {
	const distance = gap(card, first);
	if (!(distance < TOLERANCE))
		throw new Error(
			`${preset}: ${card.backendLabel}, ${card.kernels}: outputs differ by ${distance}`
		);
	return [
		preset,
		`${card.backendLabel}, ${card.kernels}`,
		String(card.calls),
		ms(card.buildMs),
		ms(card.firstPassMs),
		`${ms(card.stats.median)} (IQR ${ms(card.stats.iqr)}, ${card.runs.done})`,
		`${(card.memory.peakTensorBytes / 1e6).toFixed(0)} MB`
	];
}

/** Prints a table of live networks on our kernels and on stock ones, in one browser session. */
export async function benchLive(named: readonly string[]): Promise<void> {
	const presets = named.length > 0 ? named : PRESETS;
	const rows = await withPage(async (page, url) => {
		const all: (readonly string[])[] = [];
		for (const preset of presets) {
			const design = presetDesign(preset);
			if (!design) throw new Error(`there is no preset ${preset}`);
			const cards: Card[] = [];
			for (const way of WAYS) {
				const card = await runOn(page, url, { ...way, design, layers: false });
				all.push(row(preset, card, cards[0] ?? card));
				cards.push(card);
			}
		}
		return all;
	});
	console.log(
		`${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}, batch 1, outputs checked\n`
	);
	console.log(
		textTable(
			['network', 'kernels', 'calls', 'build', 'first pass', 'then, median', 'peak'],
			rows,
			[0, 1]
		)
	);
}
