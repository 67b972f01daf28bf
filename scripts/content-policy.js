import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hubHosts } from './hubs.js';
import { inRoot } from './root.js';

/** @typedef {NonNullable<NonNullable<import('@sveltejs/kit').Config['kit']>['csp']>} Policy */

/**
 * The hash of the script that stands in the page's frame; SvelteKit adds those of its own.
 * @returns {`sha256-${string}`}
 */
function frameScript() {
	const [, script] =
		/<script>(.*?)<\/script>/s.exec(readFileSync(inRoot('src/app.html'), 'utf8')) ?? [];
	if (script === undefined) throw new Error('src/app.html has no script');
	return `sha256-${createHash('sha256').update(script).digest('base64')}`;
}

/**
 * What a page may load and run: this site's own files, and nothing from elsewhere but weights from the hub. It stands in the
 * pages themselves, since a static host may send no headers.
 * @returns {Policy}
 */
export const contentPolicy = () => ({
	mode: 'hash',
	directives: {
		'default-src': ['none'],
		'script-src': ['self', frameScript(), 'wasm-unsafe-eval'],
		// Widths and places of drawn things stand in style attributes.
		'style-src': ['self', 'unsafe-inline'],
		'font-src': ['self'],
		// Pictures that a person opens, and exported ones before they are saved.
		'img-src': ['self', 'blob:', 'data:'],
		'media-src': ['self', 'blob:'],
		// Weights come from the hub, when a person asks for them.
		'connect-src': ['self', 'blob:', 'data:', ...hubHosts()],
		'worker-src': ['self', 'blob:'],
		// Share shows the design as it stands in other pages.
		'frame-src': ['self'],
		'manifest-src': ['self'],
		'base-uri': ['none'],
		'form-action': ['none'],
		'require-trusted-types-for': ['script'],
		'trusted-types': ['default', 'svelte-trusted-html', 'sveltekit-trusted-url']
	}
});
