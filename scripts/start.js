// Plain JavaScript without dependencies: on a fresh clone this runs before there are any.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build.js';
import { ensureInstalled } from './install.js';
import { serve } from './serve.js';

const USAGE = `npm start [-- --port N] [-- --host NAME]

Installs what the app needs, builds the site where its sources have changed, and serves it.
--port N: by default 4173, or the next that is free; PORT says it too
--host NAME: by default this machine alone; 0.0.0.0 for every address it has`;

try {
	const { port, host, help } = options();
	if (help) {
		console.log(USAGE);
		process.exit();
	}
	ensureInstalled({ tools: false });
	ensureBuilt();
	const { url } = await serve({ port, host });
	console.log(`\nConvNeXt Explorer is ready at ${url} (Ctrl+C stops it)`);
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
}

function options() {
	const { values } = parseArgs({
		options: {
			port: { type: 'string' },
			host: { type: 'string' },
			help: { type: 'boolean', short: 'h', default: false }
		}
	});
	const asked = values.port ?? process.env.PORT;
	if (asked === undefined || asked === '') return { ...values, port: undefined };
	const port = Number(asked);
	if (!Number.isInteger(port) || port < 0 || port > 65535) {
		throw new Error(`"${asked}" is not a port; give a number from 0 to 65535.`);
	}
	return { ...values, port };
}
