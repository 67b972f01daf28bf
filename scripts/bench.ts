import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { blockEditTime, designsPerSecond, editTimes } from './bench/counting.ts';
import { drawingRates } from './bench/drawing.ts';
import type { Timing } from './bench/measure.ts';
import { paintingTimes } from './bench/painting.ts';
import { ensureBrowser } from './browser.js';
import { ensureBuilt } from './build.js';
import { helpOption, runCommand } from './run-command.ts';
import { installOption } from './run-panel.ts';
import { firstLoad } from './size.js';
import { textTable } from './text-table.ts';

const ms = ({ median, p10, p90 }: Timing): string =>
	`${median.toFixed(2)} ms (${p10.toFixed(2)} to ${p90.toFixed(2)})`;
const rate = (value: number): string => `${Math.round(value).toLocaleString('en-US')}/s`;

const USAGE = `npm run bench [-- --install]

Prints what the README's table of figures holds: designs counted each second, an edit to new totals and to the
frame painted, the longest task meanwhile, designs of a space, and what the first page loads. Takes minutes.
--install permits to install a browser where there is none.`;

await runCommand(async () => {
	const { values } = parseArgs({ options: { ...installOption, ...helpOption } });
	if (values.help) {
		console.log(USAGE);
		return;
	}
	ensureBrowser(values);
	ensureBuilt();
	const tiny = designsPerSecond('convnext_tiny');
	const edit = editTimes('convnext_xlarge');
	const block = blockEditTime('convnext_xlarge');
	const painting = await paintingTimes('convnext_xlarge', 'width');
	const diagram = await paintingTimes('custom:convnext_xlarge', 'kernel');
	const drawing = await drawingRates();
	const { gzip } = firstLoad();

	console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}`);
	console.log('Times are medians, with p10 to p90.\n');
	console.log(
		textTable(
			['what', 'measured', 'target'],
			[
				['ConvNeXt-T-like designs built and counted, from the tree', rate(tiny.fold), '> 20,000/s'],
				['the same, by listing every layer', rate(tiny.list), ''],
				['ConvNeXt-XL: one edit to new totals', ms(edit.totals), '< 1 ms'],
				['ConvNeXt-XL: one edit to totals and layout, with a ghost', ms(edit.layout), '< 1 ms'],
				['ConvNeXt-XL: one edit to the page updated', ms(painting.update), ''],
				['ConvNeXt-XL: one edit to the frame painted', ms(painting.frame), '< 16 ms'],
				['ConvNeXt-XL in lines: one edit of its block to new totals', ms(block), '< 1 ms'],
				[
					'ConvNeXt-XL: one edit in the block’s diagram to the page updated',
					ms(diagram.update),
					''
				],
				[
					'ConvNeXt-XL: one edit in the block’s diagram to the frame painted',
					ms(diagram.frame),
					'< 16 ms'
				],
				[
					'longest task on the main thread while editing',
					`${Math.max(painting.longest, diagram.longest)} ms`,
					'< 50 ms'
				],
				['designs of a space drawn with all figures, one worker', rate(drawing.one), '> 2,000/s'],
				[`the same, with all ${drawing.cores} cores`, rate(drawing.all), ''],
				['first load, JavaScript, gzip', `${(gzip / 1000).toFixed(1)} kB`, '< 150 kB']
			],
			[0, 1, 2]
		)
	);
});
