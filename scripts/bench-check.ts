import process from 'node:process';
import { parseArgs } from 'node:util';
import {
	CHANGE_HEADER,
	changeRow,
	changesOf,
	RATIOS_FILE,
	readRatios
} from './bench/kept-ratios.ts';
import { listed, positive } from './bench/live-options.ts';
import { ratiosOf } from './bench/live-ratios.ts';
import type { Result } from './bench/live-results.ts';
import { measurePresets } from './bench/measure-presets.ts';
import { installOption } from './run-panel.ts';
import { helpOption, runCommand } from './run-command.ts';
import { textTable } from './text-table.ts';

const USAGE = `bench:check [--only PRESET,...] [--runs N] [--rounds N] [--budget SECONDS] [--ratios FILE] [--install]

Measures again, shortly, what scripts/bench/ratios.json holds: how long ours takes of what its peers take
on WebAssembly, in turns in one browser. Says what has become slower, which is where the two intervals of
95% do not meet; ratios hold from machine to machine better than times do. A cell takes at most --runs
passes (12) in --budget seconds (6), over --rounds rounds (4).
--only names networks (by default all that are there); npm run bench:live -- --ratios FILE makes the file.

Exit code: 0 where nothing is slower, 1 where something is or could not be measured.`;

await runCommand(async () => {
	const { values } = parseArgs({
		options: {
			...installOption,
			only: { type: 'string' },
			runs: { type: 'string', default: '12' },
			rounds: { type: 'string', default: '4' },
			budget: { type: 'string', default: '6' },
			ratios: { type: 'string', default: RATIOS_FILE },
			...helpOption
		}
	});
	if (values.help) {
		console.log(USAGE);
		return;
	}
	const kept = readRatios(values.ratios);
	// SwiftShader's peers take ten seconds a pass: those are for bench:live.
	const held = kept.ratios.filter(({ ours }) => ours.includes('wasm'));
	const all = [...new Set(held.map(({ subject }) => subject))];
	const presets = listed('only', values.only, all, all);
	const runtimes = [...new Set(held.flatMap(({ ours, peer }) => [ours, peer]))];
	const results: Result[] = [];
	const session = {
		presets,
		runtimes,
		rounds: Math.ceil(positive('rounds', values.rounds)),
		runs: Math.ceil(positive('runs', values.runs)),
		budgetMs: 1000 * positive('budget', values.budget),
		install: values.install
	};
	await measurePresets(session, (result) => void results.push(result));
	const changes = changesOf(ratiosOf(results), held);
	console.log(`Kept: ${kept.machine}, Chromium ${kept.browser}, ${kept.when.slice(0, 10)}\n`);
	console.log(textTable(CHANGE_HEADER, changes.map(changeRow), [0, 1, 2, 5]));
	const failed = results.flatMap((result) =>
		'failed' in result
			? [`${result.request.preset}, ${result.request.runtime}: ${result.failed}`]
			: []
	);
	for (const text of failed) console.log(`failed: ${text}`);
	const slower = changes.filter(({ verdict }) => verdict === 'slower').length;
	console.log(
		slower === 0
			? `\nNothing of ${changes.length} is slower.`
			: `\n${slower} of ${changes.length} slower.`
	);
	if (slower > 0 || failed.length > 0 || changes.length === 0) process.exitCode = 1;
});
