import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Read anew at each visit, or by nobody. */
const NOT_KEPT = /(^|\/)\.|^service-worker|version\.json$|^files\.json$/;

/**
 * The files of a built site, as pages and the service worker ask for them.
 * @param {string} folder
 */
function filesIn(folder) {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.map((name) => ({ name: name.replaceAll('\\', '/'), stat: statSync(join(folder, name)) }))
		.filter(({ name, stat }) => stat.isFile() && !NOT_KEPT.test(name))
		.map(({ name, stat }) => ({
			path: name.replace(/(^|\/)index\.html$/, '$1'),
			bytes: stat.size
		}))
		.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * An adapter that also writes what files there are: SvelteKit's own list lacks those of workers.
 * @param {import('@sveltejs/kit').Adapter} adapter one that writes into build/
 * @param {string} version
 * @returns {import('@sveltejs/kit').Adapter}
 */
export const listingFiles = (adapter, version) => ({
	...adapter,
	async adapt(builder) {
		await adapter.adapt(builder);
		const list = { version, files: filesIn('build') };
		writeFileSync(join('build', 'files.json'), JSON.stringify(list));
	}
});
