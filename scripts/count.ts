import process from 'node:process';
import { parseArgs } from 'node:util';
import {
	examine,
	inputShape,
	presetDesign,
	type Design,
	type Network
} from '../src/lib/arch/design.ts';
import { families } from '../src/lib/arch/families.ts';
import { labelOf, moduleOf } from '../src/lib/arch/ops.ts';
import { torchShape } from '../src/lib/arch/torch-shape.ts';
import { sharesBySection } from '../src/lib/count/breakdown.ts';
import { metrics } from '../src/lib/count/metrics.ts';
import { sumLayers, type Totals } from '../src/lib/count/totals.ts';
import { sidesText } from '../src/lib/benchmark/report/input-text.ts';
import { changesOf } from '../src/lib/share/settings.ts';
import { exact, shapeText } from '../src/lib/kit/format.ts';
import {
	conventionLayers,
	conventionMetrics,
	printConvention,
	readConvention
} from './count-convention.ts';
import { memoryMetrics, printMemory } from './count-memory.ts';
import { COUNT_OPTIONS, countHelp } from './count-options.ts';
import { readDesign } from './design-arguments.ts';
import { runCommand, UsageError } from './run-command.ts';
import { textTable } from './text-table.ts';

/** As a person types it before the arguments. */
const COMMAND =
	process.env.npm_lifecycle_event === 'count' ? 'npm run -s count --' : 'convnext-explorer count';

const IDS = ['params', 'macs', 'flops', 'activations'] as const;
const HEADINGS = IDS.map((id) => metrics[id].short);

const cells = (part: Totals): string[] => IDS.map((id) => exact(metrics[id].read(part)));

function networkOf(design: Design): Network {
	const examined = examine(design);
	if (examined.ok) return examined.network;
	throw new UsageError(examined.problems.map(({ message }) => message).join('\n'));
}

/** The presets that have all words in their name, label or heading. */
function printList(json: boolean, words: readonly string[]): void {
	const names = families().flatMap(({ presets }) => [...presets]);
	const rows = names.flatMap(([name, { label, group }]) => {
		const text = `${name} ${label} ${group}`.toLowerCase();
		if (!words.every((word) => text.includes(word.toLowerCase()))) return [];
		const design = presetDesign(name);
		return design ? [{ name, label, group, totals: sumLayers(networkOf(design).layers) }] : [];
	});
	if (json) {
		console.log(JSON.stringify(rows.map(({ totals, ...row }) => ({ ...row, ...counts(totals) }))));
		return;
	}
	const lines = rows.map(({ name, label, totals }) => [name, label, ...cells(totals)]);
	console.log(textTable(['preset', 'name', ...HEADINGS], lines, [0, 1]));
}

const counts = (part: Totals) => Object.fromEntries(IDS.map((id) => [id, metrics[id].read(part)]));

/** What a command prints besides the plain count. */
type Asked = Readonly<{
	layers: boolean;
	memory: boolean;
	convention?: string | undefined;
	'fused-attention': boolean;
}>;

function printJson(design: Design, network: Network, asked: Asked): void {
	const { layers } = network;
	const convention = asked.convention === undefined ? null : readConvention(asked.convention);
	const fused = asked['fused-attention'];
	const amounts = convention && conventionLayers(convention, network, fused);
	const rows = layers.map((layer, i) => ({
		path: layer.path,
		type: moduleOf(layer.op),
		output_shape: torchShape(layer.op, layer.out),
		params: layer.params,
		macs: layer.macs,
		...(amounts ? { count: amounts[i] } : {})
	}));
	console.log(
		JSON.stringify({
			preset: design.preset,
			changes: Object.fromEntries(changesOf(design)),
			input: design.config['input'],
			channels: design.config['channels'],
			...counts(sumLayers(layers)),
			...(convention ? conventionMetrics(convention, network, fused) : {}),
			...(asked.memory ? { memory: memoryMetrics(design, network, asked.layers) } : {}),
			...(asked.layers ? { layers: rows } : {})
		})
	);
}

function printText(design: Design, network: Network, asked: Asked): void {
	if (asked.convention !== undefined)
		printConvention(readConvention(asked.convention), design, network, asked);
	else if (!asked.memory) printTable(design, network, asked.layers);
	if (asked.memory) printMemory(design, network, asked.layers);
}

function printTable(design: Design, { layers }: Network, withLayers: boolean): void {
	const changes = changesOf(design).map((setting) => setting.join('='));
	console.log([design.preset, ...changes].join(' '));
	console.log(`one image of ${sidesText(inputShape(design))}; FLOPs are 2 × MACs\n`);
	if (withLayers) {
		const rows = layers.map((layer) => [
			layer.path,
			labelOf(layer.op, layer.in),
			shapeText(layer.out),
			...cells(layer)
		]);
		console.log(textTable(['layer', 'operation', 'output', ...HEADINGS], rows, [0, 1]));
		console.log();
	}
	const sections = sharesBySection(layers).map((share) => [share.key, ...cells(share)]);
	const total = ['total', ...cells(sumLayers(layers))];
	console.log(textTable(['part', ...HEADINGS], [...sections, total]));
}

await runCommand(async () => {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: COUNT_OPTIONS
	});
	if (values.help) {
		console.log(countHelp(COMMAND));
		return;
	}
	if (values.list) {
		printList(values.json, positionals);
		return;
	}
	if (positionals.length > 1)
		throw new UsageError(
			`one preset at a time, and got: ${positionals.join(' ')}; ${COMMAND} --help says more`
		);
	const design = await readDesign({ ...values, preset: positionals[0] });
	const print = values.json ? printJson : printText;
	print(design, networkOf(design), values);
});
