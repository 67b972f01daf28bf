import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ISOLATION } from './isolation.js';
import { root } from './root.js';

/**
 * Serves the built folder as a plain static host would.
 * @param {{ port?: number | undefined, host?: string | boolean | undefined, base?: string, folder?: string, isolated?: boolean }} options
 *   without a port, 4173 or the next free one; base: the sub-folder to serve from; folder: what is served;
 *   isolated: whether pages are kept apart from other origins, which gives them threads
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve({ port, host, base = '/', folder = 'build', isolated = true } = {}) {
	// Imported late: this module is loaded before the packages are installed.
	const { preview } = await import('vite');
	const server = await preview({
		// The project's own configuration would serve SvelteKit's intermediate output instead.
		configFile: false,
		root,
		base,
		appType: 'mpa',
		logLevel: 'warn',
		build: { outDir: folder },
		plugins: [
			{
				name: 'folders-end-in-a-slash',
				configurePreviewServer: (server) => redirectFolders(server, folder)
			}
		],
		preview: {
			port: port ?? 4173,
			strictPort: port !== undefined,
			headers: isolated ? ISOLATION : {},
			...(host === undefined ? {} : { host })
		}
	});
	const url = server.resolvedUrls?.local[0] ?? server.resolvedUrls?.network[0];
	if (url === undefined) throw new Error('The server has no address.');
	return { url, close: () => server.close() };
}

/**
 * Static hosts send /compare to /compare/; without that, relative addresses miss by one folder.
 * @param {import('vite').PreviewServer} server
 * @param {string} folder
 */
function redirectFolders(server, folder) {
	server.middlewares.use((request, response, next) => {
		// What begins with two slashes would name a host.
		request.url = (request.url ?? '/').replace(/^\/{2,}/, '/');
		const { pathname, search } = new URL(request.url, 'http://localhost');
		const page = join(resolve(root, folder), pathname, 'index.html');
		if (pathname.endsWith('/') || !existsSync(page)) return next();
		response.writeHead(301, { location: `${pathname.split('/').at(-1)}/${search}` }).end();
	});
}
