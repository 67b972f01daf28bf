import adapter from '@sveltejs/adapter-static';

/** @type {import('@sveltejs/kit').Config} */
export default {
	compilerOptions: {
		runes: true
	},
	kit: {
		adapter: adapter({ fallback: undefined, strict: true }),
		// Relative addresses let the built folder be served from any sub-folder.
		paths: { relative: true }
	}
};
