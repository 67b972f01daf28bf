import adapter from '@sveltejs/adapter-static';
import process from 'node:process';
import { contentPolicy } from './scripts/content-policy.js';
import { listingFiles } from './scripts/file-list.js';
import { siteVersion } from './scripts/site-version.js';

/** The folder of a host that the site is published in, such as /convnext-explorer. */
const base = /** @type {'' | `/${string}`} */ (process.env.BASE_PATH ?? '');

const version = siteVersion();

/** @type {import('@sveltejs/kit').Config} */
export default {
	compilerOptions: {
		runes: true
	},
	kit: {
		adapter: listingFiles(adapter(), version),
		version: { name: version },
		// The page registers it once it has nothing else to do.
		serviceWorker: { register: false },
		csp: contentPolicy(),
		// Relative addresses let the built folder be served from any sub-folder.
		paths: { base, relative: true },
		// What follows # is a design or a place on the path, not an element.
		prerender: { handleMissingId: 'ignore' },
		typescript: {
			config: (config) => {
				config.exclude = config.exclude.filter(
					(/** @type {string} */ path) => !path.includes('service-worker')
				);
				config.include.push('../scripts/**/*.js', '../scripts/**/*.ts', '../*.js', '../*.ts');
			}
		}
	}
};
