import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { presetNames } from '../src/lib/arch/design.ts';
import { isSoftware } from '../src/lib/runtimes/backends.ts';
import { listed, positive, PRESETS } from './bench/live-options.ts';
import { measurePeaks } from './gpu/device-peaks.ts';
import { GPU_HEADER, gpuRow, tellPeaks, type GpuResult } from './gpu/gpu-table.ts';
import { measureNetwork, VARIANTS, type Variant } from './gpu/measure-network.ts';
import { expectAdapter, provideGpu } from './gpu/node-gpu.ts';
import { helpOption, runCommand } from './run-command.ts';
import { markdownTable, textTable } from './text-table.ts';

const split = (names: string | undefined): readonly string[] => names?.split(',') ?? [];

const isVariant = (name: string): name is Variant => Object.hasOwn(VARIANTS, name);
const ALL = Object.keys(VARIANTS).filter(isVariant);

const USAGE = `bench:gpu [--only PRESET,...] [--kernels NAME,...] [--input SIDE] [--batch N] [--runs N] [--budget SECONDS] [--no-peaks] [--set TOGGLE,...] [--unset TOGGLE,...] [--json FILE] [--markdown]

Runs networks on WebGPU in Node, by Dawn (npm’s webgpu) and the machine’s own driver: no browser, no
network. The same plan, kernels and benchmark as on the page, each in a session of its own, with every
output held against PyTorch’s where that is on file. Prints the adapter, the device’s measured peaks, and
for each network the first run, the median of at most --runs (20) passes in --budget seconds (20), the
GPU’s own time by timestamps, and how near its products come to the peak of ours. f16, where
the adapter has shader-f16, and int8 weights are held against f32 on the same device.
--set and --unset change toggles of Dawn, such as vulkan_enable_f16_on_nvidia or
timestamp_quantization, and are told with the results. --json writes all of it to FILE. On Linux VK_DRIVER_FILES=FILE.json chooses a Vulkan driver.

presets: any; by default ${PRESETS.join(', ')}
kernels: ${ALL.join(', ')}

Exit code: 0 where every network ran and was right, 1 where one did not or there is no adapter, 2 for a
command line that cannot be obeyed.`;

const LIMITS = [
	'maxBufferSize',
	'maxStorageBufferBindingSize',
	'maxComputeWorkgroupStorageSize',
	'maxComputeInvocationsPerWorkgroup',
	'maxComputeWorkgroupsPerDimension'
] as const;

function factsOf({ info, features, limits }: GPUAdapter) {
	const { vendor, architecture, device, description } = info;
	return {
		adapter: { vendor, architecture, device, description },
		software: isSoftware(vendor, architecture, device, description),
		features: [...features].sort(),
		limits: Object.fromEntries(LIMITS.map((name) => [name, limits[name]])),
		subgroupSizes: [info.subgroupMinSize, info.subgroupMaxSize],
		machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}`,
		node: process.version,
		when: new Date().toISOString()
	};
}

function tellFacts(facts: ReturnType<typeof factsOf>): string {
	const { adapter, software, features, limits, subgroupSizes, machine, node, when } = facts;
	const names = [...new Set(Object.values(adapter).filter((name) => name !== ''))];
	const used = ['timestamp-query', 'subgroups', 'shader-f16'].map(
		(name) => `${name}: ${features.includes(name) ? 'yes' : 'no'}`
	);
	return [
		`${names.join(', ')}${software ? ' (software: the processor plays the GPU)' : ''}`,
		`${machine}, Node ${node}, Dawn by npm’s webgpu, ${when.slice(0, 10)}`,
		`${used.join(', ')}; subgroups of ${[...new Set(subgroupSizes)].join(' to ')}`,
		Object.entries(limits)
			.map(([name, value]) => `${name} ${String(value)}`)
			.join(', ')
	].join('\n');
}

await runCommand(async () => {
	const { values } = parseArgs({
		options: {
			only: { type: 'string' },
			kernels: { type: 'string' },
			input: { type: 'string' },
			batch: { type: 'string', default: '1' },
			runs: { type: 'string', default: '20' },
			budget: { type: 'string', default: '20' },
			set: { type: 'string' },
			unset: { type: 'string' },
			'no-peaks': { type: 'boolean', default: false },
			json: { type: 'string' },
			markdown: { type: 'boolean', default: false },
			...helpOption
		}
	});
	if (values.help) {
		console.log(USAGE);
		return;
	}
	const presets = listed('only', values.only, presetNames(), PRESETS);
	const variants = listed('kernels', values.kernels, ALL, ALL);
	const sized =
		values.input === undefined ? {} : { input: Math.ceil(positive('input', values.input, 4096)) };
	const asked = {
		...sized,
		batch: Math.ceil(positive('batch', values.batch, 1024)),
		runs: Math.ceil(positive('runs', values.runs, 1e6)),
		budgetMs: 1000 * positive('budget', values.budget, 1e6)
	};
	const toggles = { set: split(values.set), unset: split(values.unset) };
	await provideGpu(toggles);
	const facts = factsOf(await expectAdapter());
	console.log(tellFacts(facts));
	for (const [how, names] of Object.entries(toggles))
		if (names.length > 0) console.log(`Toggles of Dawn, ${how}: ${names.join(', ')}`);
	if (!values['no-peaks']) console.error('peaks ...');
	const peaks = values['no-peaks'] ? null : await measurePeaks();
	if (peaks) console.log(`\n${tellPeaks(peaks)}`);

	const results: GpuResult[] = [];
	const lacksHalves = !facts.features.includes('shader-f16');
	const here = variants.filter((variant) => !(lacksHalves && variant === 'f16'));
	if (here.length < variants.length)
		console.log('\nf16 is left out: this adapter has no shader-f16.');
	for (const preset of presets)
		for (const variant of here) {
			const request = { preset, variant, ...asked };
			const tell = (phase: string) => console.error(`${preset}, ${variant}: ${phase}`);
			try {
				results.push({ request, measured: await measureNetwork(request, tell) });
			} catch (error) {
				const failed = error instanceof Error ? error.message : String(error);
				results.push({ request, failed });
				console.error(`${preset}, ${variant} failed: ${failed}`);
			}
			if (values.json !== undefined)
				writeFileSync(
					values.json,
					JSON.stringify({ ...facts, toggles, peaks, results }, null, '\t')
				);
		}
	const table = values.markdown ? markdownTable : textTable;
	console.log(
		`\nBatch ${asked.batch}, deterministic weights. A run ends when its result is read back; products are convolutions and linear layers with what is fused to them, by timestamps, and their share is of the peak of our products.\n`
	);
	console.log(
		table(
			GPU_HEADER,
			results.map((result) => gpuRow(result, results, peaks)),
			[0, 1]
		)
	);
	for (const result of results)
		if ('failed' in result)
			console.log(`${result.request.preset}, ${result.request.variant} failed: ${result.failed}`);
	const right = results.every((result) => 'measured' in result && result.measured.passed);
	if (!right) process.exitCode = 1;
});
