import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong at a request for bytes; each fault is met once, in order. */
export type Fault =
	| Readonly<{ status: number; retryAfter?: number }>
	/** The connection ends after so many bytes. */
	| Readonly<{ cutAfter: number }>
	/** The range that was asked for is not heeded. */
	| 'no ranges';

/** A repository as the local hub has it. */
export type Repository = Readonly<{
	files: Readonly<Record<string, Uint8Array>>;
	gated?: boolean;
	/** Said of every file, where it is not the truth. */
	sha256?: string;
	licence?: string;
}>;

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const listingOf = ({ files, gated = false, sha256, licence }: Repository) => ({
	sha: '1a2b3c4d',
	gated: gated && 'auto',
	tags: licence ? [`license:${licence}`] : [],
	siblings: Object.entries(files).map(([rfilename, bytes]) => ({
		rfilename,
		size: bytes.length,
		lfs: { size: bytes.length, sha256: sha256 ?? hashOf(bytes), pointerSize: 134 }
	}))
});

/**
 * A server that answers like the hub: a list of a repository's files, and for their bytes a redirect to
 * storage on another host, which knows ranges.
 */
export async function localHub(repositories: Readonly<Record<string, Repository>>) {
	const faults: Fault[] = [];
	/** Ranges that bytes were asked for with, empty for the whole. */
	const ranges: string[] = [];

	function list(name: string, response: ServerResponse): void {
		const found = repositories[name];
		// The hub does not say whether a repository is private or not there.
		if (!found) response.writeHead(401).end('{"error":"Invalid username or password."}');
		else
			response
				.writeHead(200, { 'content-type': 'application/json' })
				.end(JSON.stringify(listingOf(found)));
	}

	function give(bytes: Uint8Array, request: IncomingMessage, response: ServerResponse): void {
		const { range = '' } = request.headers;
		ranges.push(range);
		const fault = faults.shift();
		if (fault && fault !== 'no ranges' && 'status' in fault) {
			if (fault.retryAfter !== undefined) response.setHeader('retry-after', fault.retryAfter);
			response.setHeader('access-control-allow-origin', '*');
			response.writeHead(fault.status).end();
			return;
		}
		const from = fault === 'no ranges' ? 0 : Number(/^bytes=(\d+)-$/.exec(range)?.[1] ?? 0);
		const part = bytes.subarray(from);
		response.writeHead(from > 0 ? 206 : 200, {
			'content-length': part.length,
			...(from > 0 ? { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
			'access-control-allow-origin': '*'
		});
		if (fault === undefined || fault === 'no ranges') response.end(part);
		else response.write(part.subarray(0, fault.cutAfter), () => response.destroy());
	}

	const storage = createServer((request, response) => {
		const [, owner = '', name = '', ...path] = new URL(
			request.url ?? '',
			'http://x'
		).pathname.split('/');
		const bytes = repositories[`${owner}/${name}`]?.files[path.join('/')];
		if (bytes) give(bytes, request, response);
		else response.writeHead(404).end();
	});
	const hub = createServer((request, response) => {
		response.setHeader('access-control-allow-origin', '*');
		const { pathname } = new URL(request.url ?? '', 'http://x');
		const listed = /^\/api\/models\/(.+\/.+)$/.exec(pathname)?.[1];
		if (listed !== undefined) return list(listed, response);
		const [, owner = '', name = '', , , ...path] = pathname.split('/');
		const found = repositories[`${owner}/${name}`];
		if (!found?.files[path.join('/')]) return response.writeHead(404).end();
		if (found.gated) return response.writeHead(401).end();
		const { port } = storage.address() as AddressInfo;
		const location = `http://127.0.0.1:${port}/${owner}/${name}/${path.join('/')}`;
		return response.writeHead(302, { location }).end();
	});
	for (const server of [storage, hub])
		await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	return {
		url: `http://127.0.0.1:${(hub.address() as AddressInfo).port}`,
		faults,
		ranges,
		close: () => [hub, storage].forEach((server) => server.close())
	};
}
