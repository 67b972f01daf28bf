// Plain JavaScript without dependencies: on a fresh clone this runs before there are any.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build.js';
import { ensureInstalled } from './install.js';
import { serve } from './serve.js';

try {
	const { port, host } = options();
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
		options: { port: { type: 'string' }, host: { type: 'string' } }
	});
	const asked = values.port ?? process.env.PORT;
	if (asked === undefined || asked === '') return { port: undefined, host: values.host };
	const port = Number(asked);
	if (!Number.isInteger(port) || port < 0 || port > 65535) {
		throw new Error(`"${asked}" is not a port; give a number from 0 to 65535.`);
	}
	return { port, host: values.host };
}
