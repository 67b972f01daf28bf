import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { examine, type Design } from '../src/lib/arch/design.ts';
import { BACKENDS, isBackendName, type BackendName } from '../src/lib/runtimes/backends.ts';
import {
	isRunPrecision,
	RUN_PRECISIONS,
	type RunPrecision
} from '../src/lib/count/run-precision.ts';
import { isKernels, KERNELS, type Kernels } from '../src/lib/runtimes/kernel-sets.ts';
import type { RunReport } from '../src/lib/benchmark/report/report.ts';
import { reportGroups } from '../src/lib/view/run/report-groups.ts';
import { tellFallback, tellPrecision, tellResult, tellRuns } from '../src/lib/view/run/run-text.ts';
import { designOptions, readDesign } from './design-arguments.ts';
import { expectWeightsOf } from './named-weights.ts';
import { helpOption, runCommand, UsageError } from './run-command.ts';
import { expectRepository, weightsFrom, withWeights } from './hub-weights.ts';
import { installOption, runOn, withPage, type WeightsFile } from './run-panel.ts';

const USAGE = `live PRESET [--backend ${BACKENDS.join('|')}] [--kernels ${KERNELS.join('|')}] [--precision ${RUN_PRECISIONS.join('|')}] [--runs N] [--input PX|HxW]
     [--channels N] [--classes N] [--output-stride 8|16|32] [--batch N] [--set FIELD=VALUE ...] [--layers] [--weights FILE ...] [--hub | --repository OWNER/NAME] [--json] [--install]
live --roadmap resnet50|resnet200 --step NAME ...

Runs the network in headless Chromium, through the page's own Run panel, and prints the run report.
--precision f16 keeps weights and maps in half precision where the GPU has it, int8 the weights of products in
255 steps; both on WebGPU, and refused where the output is too far from that in f32. --layers times every layer too. --weights opens a file (.safetensors, .pth, .pt, .bin), once for each shard,
and runs its design, which must be PRESET's where one is named; --weights reference says what is so anyway: deterministic weights and image. --hub runs with the weights that timm has for it on the Hugging Face hub (--repository: with another
repository's), which are fetched once and checked; HF_ENDPOINT names a mirror. --json prints the report with its first 16 logits, argmax, mean and std at the top. REAL_GPU=1 uses the machine's GPU for WebGPU.
--install permits to install a browser where there is none.`;

const LONGEST_RUNS = 1000;

function readBackend(name: string | undefined): BackendName | null {
	if (name === undefined) return null;
	if (isBackendName(name)) return name;
	throw new UsageError(`--backend ${name}: permitted are ${BACKENDS.join(', ')}`);
}

function readKernels(name: string): Kernels {
	if (isKernels(name)) return name;
	throw new UsageError(`--kernels ${name}: permitted are ${KERNELS.join(', ')}`);
}

function readPrecision(name: string): RunPrecision {
	if (isRunPrecision(name)) return name;
	throw new UsageError(`--precision ${name}: permitted are ${RUN_PRECISIONS.join(', ')}`);
}

function readRuns(text: string): number {
	const runs = /^\d{1,6}$/.test(text) ? Number(text) : 0;
	if (runs >= 1 && runs <= LONGEST_RUNS) return runs;
	throw new UsageError(`--runs ${text}: permitted are whole numbers from 1 to ${LONGEST_RUNS}`);
}

/** Files that a person names; none for the deterministic weights. */
function readWeights(names: readonly string[]): readonly WeightsFile[] {
	if (names.every((name) => name === 'reference')) return [];
	const missing = names.find((name) => !existsSync(name));
	if (missing !== undefined)
		throw new UsageError(
			`--weights ${missing}: there is no such file; permitted are files of weights, or reference`
		);
	return names.map((name) => ({ name: basename(name), path: resolve(name) }));
}

function expectComputable(design: Design): void {
	const examined = examine(design);
	if (!examined.ok)
		throw new UsageError(examined.problems.map(({ message }) => message).join('\n'));
}

function printReport(report: RunReport): void {
	console.log(`${tellResult(report)}\n${tellRuns(report)}`);
	if (report.precision) console.log(tellPrecision(report));
	if (report.fallback) console.log(tellFallback(report.fallback, report.backendLabel));
	const rows = report.layerTimes.map(
		({ path, ms, within }) => [path, within ? `in ${within}` : `${ms.toFixed(2)} ms`] as const
	);
	const layers = rows.length > 0 ? [{ title: 'Layers', rows }] : [];
	for (const { title, rows } of [...reportGroups(report), ...layers]) {
		console.log(`\n${title}`);
		const width = Math.max(...rows.map(([name]) => name.length));
		for (const [name, value] of rows) console.log(`  ${name.padEnd(width)}  ${value}`);
	}
}

/** The report with the figures at its top that tell whether it is the same network as elsewhere. */
function withOutput(report: RunReport) {
	const { logits, argmax, mean, std } = report.output;
	return { ...report, logits, argmax, mean, std };
}

await runCommand(async () => {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			...designOptions,
			...installOption,
			backend: { type: 'string' },
			kernels: { type: 'string', default: 'ours' },
			precision: { type: 'string', default: 'f32' },
			runs: { type: 'string', default: '20' },
			layers: { type: 'boolean', default: false },
			weights: { type: 'string', multiple: true, default: ['reference'] },
			hub: { type: 'boolean', default: false },
			repository: { type: 'string' },
			json: { type: 'boolean', default: false },
			...helpOption
		}
	});
	if (values.help) {
		console.log(USAGE);
		return;
	}
	if (positionals.length > 1)
		throw new UsageError(`one preset at a time, and got: ${positionals.join(' ')}\n${USAGE}`);
	const [preset] = positionals;
	const timms = values.hub ? await withWeights(preset ?? '') : null;
	const asked = values.repository === undefined ? null : expectRepository(values.repository);
	const files = readWeights(values.weights);
	if (files.length > 0 && (timms || asked !== null))
		throw new UsageError('--weights FILE: not with --hub or --repository');
	// Where no design is named, the file says which it is.
	const standIn = files.length > 0 ? 'convnext_tiny' : undefined;
	const design = await readDesign({ ...values, preset: timms?.name ?? preset ?? standIn });
	expectComputable(design);
	if (files.length > 0 && preset !== undefined) await expectWeightsOf(files, design);
	const repository = asked ?? timms?.repository;
	const options = {
		design,
		checkpoint: repository === undefined ? files : [await weightsFrom(repository)],
		backend: readBackend(values.backend),
		kernels: readKernels(values.kernels),
		precision: readPrecision(values.precision),
		runs: readRuns(values.runs),
		layers: values.layers
	};
	const print = console.log;
	// Standard output is for the report alone; building and serving have their say on the other.
	console.log = console.error;
	const report = await withPage(values, (page, url) => runOn(page, url, options));
	console.log = print;
	if (values.json) console.log(JSON.stringify(withOutput(report)));
	else printReport(report);
});
