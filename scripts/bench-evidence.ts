// Prints what evidence takes beside a plain pass, in turns on one open network.
import { parseArgs } from 'node:util';
import { withBenchPage } from './bench/live-page.ts';
import { timingOf, type Timing } from './bench/measure.ts';
import { helpOption, runCommand, UsageError } from './run-command.ts';
import { installOption } from './run-panel.ts';
import { textTable } from './text-table.ts';

const USAGE = `bench:evidence [PRESET] [--rounds N] [--install]

Times a pass layer by layer, Grad-CAM and gradient x input in turns on one network (by default
convnext_tiny, 224 px), on our WebAssembly kernels with threads, and prints medians with p10 to p90
and how many passes each takes.
--rounds N: how often each takes its turn, 1 to 100; by default 10
--install permits to install a browser where there is none.`;

const ms = ({ median, p10, p90 }: Timing): string =>
	`${median.toFixed(0)} ms (${p10.toFixed(0)} to ${p90.toFixed(0)})`;

await runCommand(async () => {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: { ...installOption, rounds: { type: 'string', default: '10' }, ...helpOption }
	});
	if (values.help) {
		console.log(USAGE);
		return;
	}
	const rounds = Number(values.rounds);
	if (!Number.isInteger(rounds) || rounds < 1 || rounds > 100)
		throw new UsageError(`--rounds ${values.rounds}: permitted are whole numbers from 1 to 100`);
	const [preset = 'convnext_tiny'] = positionals;
	await withBenchPage(values, async (_measure, _version, evidence) => {
		const times = await evidence({ preset, rounds }, (what) => console.error(what));
		const pass = timingOf(times.pass);
		const rows = (
			[
				['pass, layer by layer', times.pass],
				['Grad-CAM', times.gradCam],
				['gradient x input', times.gradientTimesInput],
				['pass, fused (before, in a row)', times.fused]
			] as const
		).map(([name, samples]) => {
			const timing = timingOf(samples);
			return [name, ms(timing), (timing.median / pass.median).toFixed(2)];
		});
		console.log(`${preset} on ${times.device}, ${rounds} rounds`);
		console.log(textTable(['what', 'time', 'passes'], rows, [0]));
	});
});
