import { readFile } from 'node:fs/promises';
import { loadFamilies } from '../../lib/arch/families.ts';
import { loadConventions } from '../../lib/count/conventions/known.ts';
import type { About } from '../../lib/view/about.ts';

/** Read when the site is built, from the project's own files. */
export async function load(): Promise<About> {
	const [families, conventions, citation] = await Promise.all([
		loadFamilies(),
		loadConventions(),
		readFile('CITATION.cff', 'utf8')
	]);
	return {
		citation,
		version: /^version: (.+)$/m.exec(citation)?.[1] ?? '',
		families: families
			.map(({ label, presets }) => ({ label, presets: presets.size }))
			.filter(({ presets }) => presets > 0),
		tools: conventions.map(({ label }) => label)
	};
}
