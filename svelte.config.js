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
		typescript: {
			config: (config) => {
				config.include.push('../scripts/**/*.js', '../scripts/**/*.ts', '../*.js', '../*.ts');
			}
		}
	}
};
