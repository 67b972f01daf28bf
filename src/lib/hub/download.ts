import { Cancelled } from '../errors/failure.ts';
import { fileUrl } from './address.ts';
import type { HubFile } from './repository.ts';
import { answerOf, cutOff, orGiveUp, refuse, type Network } from './request.ts';
import { sha256 } from './sha256.ts';
import { sizeOf, type WeightStore } from './store.ts';

/** Bytes of a part: what is lost at most when the page is closed. */
const PART = 4 * 2 ** 20;

/** How far a download is, in bytes of the file. */
export type DownloadProgress = Readonly<{ phase: 'download' | 'check'; bytes: number }>;

/** How a file is fetched, and where it is kept. */
export type Transfer = Network &
	Readonly<{ store: WeightStore; onprogress: (progress: DownloadProgress) => void }>;

const notTheFile = ({ repository, path }: HubFile, why: string) =>
	refuse(
		`What came is not ${path} of ${repository} as it is published: ${why}. It has been deleted.`,
		'Try again; if it happens again, something between here and the hub changes it.'
	);

/** Whether an answer begins where it was asked to; a host may not let a page see that. */
function isFrom(response: Response, from: number): boolean {
	const range = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '');
	return response.status === 206 && (range === null || Number(range[1]) === from);
}

/**
 * Takes what comes into the store, part by part; what has come is kept, whatever happens then.
 *
 * @throws the error for which another try may help, when the connection is cut
 */
async function take(
	file: HubFile,
	response: Response,
	from: number,
	{ store, onprogress }: Transfer
): Promise<void> {
	let pieces: Uint8Array<ArrayBuffer>[] = [];
	let [held, bytes] = [0, from];
	const keep = async () => {
		if (held === 0) return;
		await store.append(file, new Blob(pieces));
		[pieces, held] = [[], 0];
	};
	const reader = response.body?.getReader();
	for (;;) {
		const read = await reader?.read().catch(async (error: unknown) => {
			await keep();
			throw cutOff(error);
		});
		if (!read || read.done) break;
		pieces.push(read.value);
		held += read.value.length;
		bytes += read.value.length;
		if (bytes > file.size) {
			await reader?.cancel().catch(() => {});
			await store.remove(file.sha256);
			throw notTheFile(file, `it is longer than ${file.size} bytes`);
		}
		if (held >= PART) await keep();
		onprogress({ phase: 'download', bytes });
	}
	await keep();
	if (bytes < file.size) throw cutOff(null);
}

/** Asks for what is not there yet. */
async function fetchRest(url: string, file: HubFile, transfer: Transfer): Promise<void> {
	const { store } = transfer;
	const have = sizeOf(await store.parts(file.sha256));
	if (have === file.size) return;
	if (have > file.size) await store.remove(file.sha256);
	const begun = have > file.size ? 0 : have;
	const response = await answerOf(url, `${file.path} in ${file.repository}`, transfer, begun);
	const goesOn = begun > 0 && isFrom(response, begun);
	// A host that knows no ranges gives the whole, from its start.
	if (begun > 0 && !goesOn) await store.remove(file.sha256);
	if (response.status === 416 || (begun > 0 && response.status === 206 && !goesOn))
		throw cutOff(null);
	await take(file, response, goesOn ? begun : 0, transfer);
}

/** @throws LiveError when the hash is not the published one: what came is dropped */
async function check(file: HubFile, parts: readonly Blob[], transfer: Transfer): Promise<void> {
	const { store, signal, onprogress } = transfer;
	const hash = sha256();
	let bytes = 0;
	const reader = new Blob([...parts]).stream().getReader();
	for (let read = await reader.read(); !read.done; read = await reader.read()) {
		if (signal.aborted) throw new Cancelled();
		hash.add(read.value);
		bytes += read.value.length;
		onprogress({ phase: 'check', bytes });
	}
	const found = hash.end();
	if (found !== file.sha256) {
		await store.remove(file.sha256);
		throw notTheFile(file, `its SHA-256 is ${found}, and ${file.sha256} is published`);
	}
	await store.check(file);
}

/**
 * Gets a file, going on where an earlier try ended, and checks it against the published hash. A file that
 * is kept whole is not fetched again.
 *
 * @returns its bytes
 * @throws LiveError, Cancelled; what has come stays in the store, unless it is wrong
 */
export async function download(hub: string, file: HubFile, transfer: Transfer): Promise<Blob> {
	const { store } = transfer;
	const kept = (await store.all()).find(({ file: { sha256 } }) => sha256 === file.sha256);
	const url = fileUrl(hub, file.repository, file.commit, file.path);
	if (!kept?.checked) {
		for (let tries = 1; ; tries++) {
			const before = sizeOf(await store.parts(file.sha256));
			try {
				await fetchRest(url, file, transfer);
				break;
			} catch (error) {
				const gained = sizeOf(await store.parts(file.sha256)) > before;
				if (gained) tries = 1;
				await orGiveUp(error, tries, url, transfer);
			}
		}
		await check(file, await store.parts(file.sha256), transfer);
	}
	return new Blob([...(await store.parts(file.sha256))]);
}
