import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { presetNames } from '../src/lib/arch/design.ts';
import { withBenchPage } from './bench/live-page.ts';
import { isThere, keep, readResults } from './bench/live-results.ts';
import { printTable, tellResult } from './bench/live-table.ts';
import { measureInTurns } from './bench/live-turns.ts';
import { isRuntime, RUNTIMES, type Measurement, type Runtime } from './bench/measurement.ts';
import { installOption } from './run-panel.ts';
import { helpOption, runCommand, UsageError } from './run-command.ts';

const PRESETS = [
	'convnext_tiny',
	'resnet50',
	'resnext50_32x4d',
	'swin_tiny_patch4_window7_224',
	'vit_small_patch16_224'
];
const ALL = Object.keys(RUNTIMES).filter(isRuntime);

const USAGE = `bench:live [--only PRESET,...] [--runtimes NAME,...] [--input SIDE] [--budget SECONDS] [--runs N] [--rounds N] [--json FILE [--resume]] [--markdown] [--install]

Runs the same network with the same weights on our kernels, stock tfjs and onnxruntime-web, in one
browser session, batch 1, and holds every output against PyTorch's, or against the first runtime's where
PyTorch's is not on file: with --input, which sets the side of a square image, it never is. Runtimes take turns in
--rounds rounds (3), each time in a fresh page; a cell times passes for at most --budget seconds (20) and
--runs runs (20) in all, at least one a round. From three rounds on, the ratios of ours to its peers have
an interval. --json merges what is measured into FILE, network by network, and the table shows all that
the file holds; --resume measures only networks of which it lacks something.
REAL_GPU=1 uses the machine's GPU for WebGPU.

presets: any; by default ${PRESETS.join(', ')}
runtimes: ${ALL.join(', ')}`;

function listed<T extends string>(
	option: string,
	text: string | undefined,
	permitted: readonly T[],
	byDefault: readonly T[]
): readonly T[] {
	if (text === undefined) return byDefault;
	return text.split(',').map((name) => {
		const found = permitted.find((known) => known === name);
		if (found === undefined)
			throw new UsageError(`--${option} ${name}: permitted are ${permitted.join(', ')}`);
		return found;
	});
}

function positive(option: string, text: string): number {
	const value = Number(text);
	if (Number.isFinite(value) && value > 0 && value <= 1e6) return value;
	throw new UsageError(`--${option} ${text}: permitted are numbers above 0, up to 1000000`);
}

/** The first line of what went wrong in the page, without what Playwright puts around it. */
function reasonOf(error: unknown): string {
	const message = error instanceof Error ? error.message : String(error);
	return (message.split('\n', 1)[0] ?? '').replace(/^page\.evaluate: (Error: )?/, '');
}

const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}`;

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
	const budgetMs = 1000 * positive('budget', values.budget);
	const runs = Math.ceil(positive('runs', values.runs));
	const sized =
		values.input === undefined ? {} : { input: Math.ceil(positive('input', values.input)) };
	const results = readResults(values.json);

	const rounds = Math.ceil(positive('rounds', values.rounds));
	const timing = { runs: Math.ceil(runs / rounds), budgetMs: budgetMs / rounds };

	await withBenchPage(values, async (measure, browser) => {
		const lacking = presets.filter(
			(preset) =>
				!values.resume ||
				!runtimes.every((runtime) => isThere(results, { preset, ...sized, runtime, ...timing }))
		);
		for (const [at, preset] of lacking.entries()) {
			const turns = new Date().toISOString();
			const requests = runtimes.map((runtime) => ({ preset, ...sized, runtime, ...timing }));
			const outcomes = await measureInTurns(requests, rounds, async (request, round) => {
				const title = `[${at + 1}/${lacking.length}] ${preset}, round ${round + 1}/${rounds}, ${RUNTIMES[request.runtime].label}`;
				let phase = '';
				return measure(request, (what) => {
					// A phase is printed once, however often it reports.
					if (what !== phase) console.error(`${title}: ${what}`);
					phase = what;
				}).then(
					(measured: Measurement) => ({ measured }),
					(error: unknown) => ({ failed: reasonOf(error) })
				);
			});
			for (const [request, outcome] of outcomes) {
				const when = new Date().toISOString();
				const result = { request, when, machine, browser, turns, ...outcome };
				keep(results, result, values.json);
				console.error(`${preset}, ${RUNTIMES[request.runtime].label}: ${tellResult(result)}`);
			}
		}
	});
	const order = [...new Set([...PRESETS, ...presets])];
	if (!printTable(results, order, values.markdown)) process.exitCode = 1;
});
