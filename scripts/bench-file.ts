// Prints how long the page takes to open a large file of weights, what memory, and how long its thread is held.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { presetDesign, examine } from '../src/lib/arch/design.ts';
import { loadFamilies } from '../src/lib/arch/families.ts';
import { weightShapes } from '../src/lib/checkpoint/differences.ts';
import { fileOpenings } from './bench/file-opening.ts';
import { writeTorchFile } from './bench/torch-file.ts';
import { ensureBrowser } from './browser.js';
import { ensureBuilt } from './build.js';
import { helpOption, runCommand, UsageError } from './run-command.ts';
import { installOption } from './run-panel.ts';

const USAGE = `bench:file [FILE] [--preset NAME] [--times N] [--install]

Opens a file of weights in the built site, each time in a fresh page, and prints each opening.
FILE: by default a .pth of the preset, whose values are zero
--preset NAME: by default convnext_base, 354 MB
--times N: 1 to 100; by default 5
--install permits to install a browser where there is none.`;

/** A file as torch.save writes a preset's weights. */
async function fileOf(preset: string, path: string): Promise<void> {
	await loadFamilies();
	const design = presetDesign(preset);
	const examined = design && examine(design);
	if (!examined?.ok) throw new UsageError(`--preset ${preset}: there is none of that name`);
	await writeTorchFile(path, [...weightShapes(examined.network.layers)]);
}

await runCommand(async () => {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			...installOption,
			preset: { type: 'string', default: 'convnext_base' },
			times: { type: 'string', default: '5' },
			...helpOption
		}
	});
	if (values.help) {
		console.log(USAGE);
		return;
	}
	const times = Number(values.times);
	if (!Number.isInteger(times) || times < 1 || times > 100)
		throw new UsageError(`--times ${values.times}: permitted are whole numbers from 1 to 100`);
	ensureBrowser(values);
	ensureBuilt();
	const folder = mkdtempSync(join(tmpdir(), 'weights-'));
	try {
		const [given] = positionals;
		const path = given ?? join(folder, `${values.preset}.pth`);
		if (given === undefined) await fileOf(values.preset, path);
		const megabytes = statSync(path).size / 1e6;
		console.log(
			`${megabytes.toFixed(0)} MB, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}`
		);
		for await (const { ms, longest, grown } of fileOpenings(path, times))
			console.log(
				`opened in ${ms.toFixed(0)} ms, longest task of the page’s thread ${longest.toFixed(0)} ms, memory ${grown === null ? 'not known here' : `+${grown.toFixed(0)} MB (${(grown / megabytes).toFixed(2)} of the file)`}`
			);
	} finally {
		rmSync(folder, { recursive: true });
	}
});
