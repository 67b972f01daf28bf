// Prints how the pages open on a slowed processor: paints, blocking, shift and weight.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { openings } from './bench/opening.ts';
import type { Timing } from './bench/measure.ts';
import { ensureBrowser } from './browser.js';
import { ensureBuilt } from './build.js';
import { helpOption, runCommand, UsageError } from './run-command.ts';
import { installOption } from './run-panel.ts';
import { textTable } from './text-table.ts';

const USAGE = `bench:opening [--slowdown N] [--times N] [--install]

Opens every page of the built site in a fresh profile and prints medians, with p10 to p90.
--slowdown N: how many times slower the page's thread runs, 1 to 20; by default 4
--times N: how often each page is opened, 1 to 100; by default 5
--install permits to install a browser where there is none.`;

const ms = ({ median, p10, p90 }: Timing): string =>
	`${median.toFixed(0)} ms (${p10.toFixed(0)} to ${p90.toFixed(0)})`;

function whole(text: string, name: string, most: number): number {
	const value = Number(text);
	if (!Number.isInteger(value) || value < 1 || value > most)
		throw new UsageError(`--${name} ${text}: permitted are whole numbers from 1 to ${most}`);
	return value;
}

await runCommand(async () => {
	const { values } = parseArgs({
		options: {
			...installOption,
			slowdown: { type: 'string', default: '4' },
			times: { type: 'string', default: '5' },
			...helpOption
		}
	});
	if (values.help) {
		console.log(USAGE);
		return;
	}
	const slowdown = whole(values.slowdown, 'slowdown', 20);
	const times = whole(values.times, 'times', 100);
	ensureBrowser(values);
	ensureBuilt();
	const found = await openings(slowdown, times);
	console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}, slowed ${slowdown} times`);
	console.log(
		textTable(
			[
				'page',
				'first paint',
				'largest paint',
				'ready',
				'blocking',
				'longest task',
				'shift',
				'weight, gzip'
			],
			found.map((one) => [
				one.page,
				ms(one.firstPaint),
				ms(one.largestPaint),
				ms(one.ready),
				ms(one.blocking),
				ms(one.longest),
				one.shift.toFixed(3),
				`${(one.bytes / 1000).toFixed(0)} kB`
			]),
			[0]
		)
	);
});
