import adapter from '@sveltejs/adapter-static';

/** @type {import('@sveltejs/kit').Config} */
export default {
	compilerOptions: {
		runes: true
	},
	kit: {
		adapter: adapter(),
		// Relative addresses let the built folder be served from any sub-folder.
		paths: { relative: true },
		// What follows # is a design or a place on the path, not an element.
		prerender: { handleMissingId: 'ignore' },
		typescript: {
			config: (config) => {
				config.include.push('../scripts/**/*.js', '../scripts/**/*.ts', '../*.js', '../*.ts');
			}
		}
	}
};
