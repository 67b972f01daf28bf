import { parseArgs } from 'node:util';
import { presetNames } from '../src/lib/arch/design.ts';
import { writeRatios } from './bench/kept-ratios.ts';
import { listed, positive, PRESETS } from './bench/live-options.ts';
import { ratiosOf } from './bench/live-ratios.ts';
import { isThere, keep, readResults, type Result } from './bench/live-results.ts';
import { printTable, tellResult } from './bench/live-table.ts';
import { isRuntime, RUNTIMES, type Runtime } from './bench/measurement.ts';
import { measurePresets, requestOf } from './bench/measure-presets.ts';
import { installOption } from './run-panel.ts';
import { helpOption, runCommand } from './run-command.ts';

const ALL = Object.keys(RUNTIMES).filter(isRuntime);

const USAGE = `bench:live [--only PRESET,...] [--runtimes NAME,...] [--input SIDE] [--budget SECONDS] [--runs N] [--rounds N] [--json FILE [--resume]] [--ratios FILE] [--layers] [--markdown] [--install]

Runs the same network with the same weights on our kernels, stock tfjs and onnxruntime-web, in one
browser session, batch 1, and holds every output against PyTorch's, or against the first runtime's where
PyTorch's is not on file: with --input, which sets the side of a square image, it never is. Runtimes take turns in
--rounds rounds (3), each time in a fresh page; a cell times passes for at most --budget seconds (20) and
--runs runs (20) in all, at least one a round. From three rounds on, the ratios of ours to its peers have
an interval. --json merges what is measured into FILE, network by network, and the table shows all that
the file holds; --resume measures only networks of which it lacks something. --ratios writes the ratios to
FILE, for bench:check. --layers times ours layer by layer too, waiting for each where there is no clock of a
GPU, and prints how near each kind of call comes to the most that the device was seen to reach:
convolutions in tiles, which multiply less than is counted, may come above it.
REAL_GPU=1 uses the machine's GPU for WebGPU.

presets: any; by default ${PRESETS.join(', ')}
runtimes: ${ALL.join(', ')}`;

/** @throws Error where there are none */
function keepRatios(file: string, results: readonly Result[]): void {
	const [first] = results;
	const ratios = ratiosOf(results);
	if (!first || ratios.length === 0)
		throw new Error('There are no ratios to keep: they take three rounds of ours and a peer.');
	const { machine, browser, when } = first;
	writeRatios(file, { machine, browser, when, ratios });
}

await runCommand(async () => {
	const { values } = parseArgs({
		options: {
			...installOption,
			only: { type: 'string' },
			runtimes: { type: 'string' },
			input: { type: 'string' },
			budget: { type: 'string', default: '20' },
			runs: { type: 'string', default: '20' },
			rounds: { type: 'string', default: '3' },
			json: { type: 'string' },
			ratios: { type: 'string' },
			layers: { type: 'boolean', default: false },
			resume: { type: 'boolean', default: false },
			markdown: { type: 'boolean', default: false },
			...helpOption
		}
	});
	if (values.help) {
		console.log(USAGE);
		return;
	}
	const presets = listed('only', values.only, presetNames(), PRESETS);
	const runtimes: readonly Runtime[] = listed('runtimes', values.runtimes, ALL, ALL);
	const sized =
		values.input === undefined ? {} : { input: Math.ceil(positive('input', values.input)) };
	const results = readResults(values.json);

	const session = {
		...{ presets, runtimes, ...sized, install: values.install, layers: values.layers },
		rounds: Math.ceil(positive('rounds', values.rounds)),
		runs: Math.ceil(positive('runs', values.runs)),
		budgetMs: 1000 * positive('budget', values.budget)
	};

	const lacking = presets.filter(
		(preset) =>
			!values.resume ||
			!runtimes.every((runtime) => isThere(results, requestOf(session, preset, runtime)))
	);
	await measurePresets({ ...session, presets: lacking }, (result) => {
		keep(results, result, values.json);
		const { preset, runtime } = result.request;
		console.error(`${preset}, ${RUNTIMES[runtime].label}: ${tellResult(result)}`);
	});
	if (values.ratios !== undefined) keepRatios(values.ratios, [...results.values()]);
	const order = [...new Set([...PRESETS, ...presets])];
	if (!printTable(results, order, values.markdown)) process.exitCode = 1;
});
