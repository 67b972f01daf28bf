import { FormatError, quoted } from './format-error.ts';

/** A file in an archive, stored as it is. */
export type Entry = Readonly<{
	name: string;
	/** How it is compressed: 0 for not at all. */
	method: number;
	encrypted: boolean;
	bytes: number;
	/** Where its local header begins. */
	header: number;
}>;

const END = 0x06054b50;
const END_BYTES = 22;
const END64 = 0x06064b50;
const END64_BYTES = 56;
const LOCATOR64 = 0x07064b50;
const LOCATOR64_BYTES = 20;
const CENTRAL = 0x02014b50;
const CENTRAL_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const LONGEST_COMMENT = 0xffff;
/** Stands for a number that is in the 64-bit part. */
const ELSEWHERE = 0xffffffff;
const EXTRA64 = 0x0001;
/** About 200,000 entries. */
const LARGEST_DIRECTORY = 2 ** 24;

const damaged = (why: string) => new FormatError(`The zip archive is damaged: ${why}.`);

const viewOf = async (file: Blob, from: number, to: number): Promise<DataView> =>
	new DataView(await file.slice(from, to).arrayBuffer());

/** A 64-bit number as an offset or a length in a file. */
function count64(view: DataView, at: number): number {
	const value = view.getBigUint64(at, true);
	if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw damaged('a number in it is too large');
	return Number(value);
}

type Directory = Readonly<{ start: number; bytes: number }>;

async function directory64(file: Blob, end: number): Promise<Directory | null> {
	const at = end - LOCATOR64_BYTES;
	const locator = await viewOf(file, Math.max(0, at), Math.max(0, end));
	if (at < 0 || locator.getUint32(0, true) !== LOCATOR64) return null;
	const start = count64(locator, 8);
	const view = await viewOf(file, start, start + END64_BYTES);
	if (view.byteLength < END64_BYTES || view.getUint32(0, true) !== END64)
		throw damaged('its 64-bit end is not where it should be');
	return { bytes: count64(view, 40), start: count64(view, 48) };
}

/** Where the list of entries is. */
async function directoryOf(file: Blob): Promise<Directory> {
	const from = Math.max(0, file.size - END_BYTES - LONGEST_COMMENT);
	const tail = await viewOf(file, from, file.size);
	for (let at = tail.byteLength - END_BYTES; at >= 0; at--) {
		if (tail.getUint32(at, true) !== END) continue;
		if (tail.getUint16(at + 20, true) !== tail.byteLength - at - END_BYTES) continue;
		const large = await directory64(file, from + at);
		return large ?? { bytes: tail.getUint32(at + 12, true), start: tail.getUint32(at + 16, true) };
	}
	throw new FormatError(
		'The zip archive has no end, so the file is cut short: fetch it again, and compare its size.'
	);
}

/** The numbers of an entry that do not fit into 32 bits, in the order in which they are there. */
function large(view: DataView, from: number, to: number): () => number {
	for (let at = from; at + 4 <= to;) {
		const size = view.getUint16(at + 2, true);
		const next = at + 4 + size;
		if (view.getUint16(at, true) === EXTRA64 && next <= to) {
			let place = at + 4;
			return () => {
				if (place + 8 > next) throw damaged('a 64-bit number is missing');
				place += 8;
				return count64(view, place - 8);
			};
		}
		at = next;
	}
	return () => {
		throw damaged('a 64-bit number is missing');
	};
}

/**
 * The files of a zip archive by name, zip64 included. Nothing in it is trusted, and nothing of what
 * the files hold is read.
 *
 * @throws FormatError
 */
export async function readZip(file: Blob): Promise<ReadonlyMap<string, Entry>> {
	const { start, bytes } = await directoryOf(file);
	if (bytes > LARGEST_DIRECTORY)
		throw damaged(
			`its list of files would take ${bytes} bytes; at most ${LARGEST_DIRECTORY} are read`
		);
	if (start + bytes > file.size) throw damaged('its list of files lies outside it');
	const view = await viewOf(file, start, start + bytes);
	const entries = new Map<string, Entry>();
	for (let at = 0; at < bytes;) {
		if (at + CENTRAL_BYTES > bytes || view.getUint32(at, true) !== CENTRAL)
			throw damaged('its list of files is broken');
		const nameEnd = at + CENTRAL_BYTES + view.getUint16(at + 28, true);
		const extraEnd = nameEnd + view.getUint16(at + 30, true);
		const next = extraEnd + view.getUint16(at + 32, true);
		if (next > bytes) throw damaged('its list of files is broken');
		const name = new TextDecoder().decode(
			new Uint8Array(view.buffer, at + CENTRAL_BYTES, nameEnd - at - CENTRAL_BYTES)
		);
		const take = large(view, nameEnd, extraEnd);
		const wide = (value: number) => (value === ELSEWHERE ? take() : value);
		const unpacked = wide(view.getUint32(at + 24, true));
		const packed = wide(view.getUint32(at + 20, true));
		const header = wide(view.getUint32(at + 42, true));
		const method = view.getUint16(at + 10, true);
		if (method === 0 && packed !== unpacked) throw damaged(`${quoted(name)} has two lengths`);
		if (entries.has(name)) throw damaged(`${quoted(name)} is there twice`);
		const encrypted = (view.getUint16(at + 8, true) & 1) === 1;
		entries.set(name, { name, method, encrypted, bytes: unpacked, header });
		at = next;
	}
	return entries;
}

/** @param view bytes of the archive from `from` on */
function startIn(
	view: DataView,
	from: number,
	fileBytes: number,
	{ name, method, encrypted, bytes, header }: Entry
): number {
	if (encrypted) throw new FormatError(`${quoted(name)} in the archive is encrypted.`);
	if (method !== 0)
		throw new FormatError(
			`${quoted(name)} in the archive is compressed, and PyTorch compresses nothing. Load the file with torch.load and save it again with torch.save.`
		);
	const at = header - from;
	if (at + LOCAL_BYTES > view.byteLength || view.getUint32(at, true) !== LOCAL)
		throw damaged(`${quoted(name)} is not where it should be`);
	const start =
		header + LOCAL_BYTES + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
	if (start + bytes > fileBytes) throw damaged(`${quoted(name)} ends beyond it`);
	return start;
}

/** What is read at once, where several headers are near each other: a read takes longer than its bytes. */
const NEAR = 2 ** 18;

/** Local headers in groups of neighbours. */
function neighbours(entries: readonly Entry[]): readonly (readonly Entry[])[] {
	const groups: Entry[][] = [];
	for (const entry of [...entries].sort((a, b) => a.header - b.header)) {
		const group = groups.at(-1);
		const first = group?.[0];
		if (group && first && entry.header - first.header < NEAR) group.push(entry);
		else groups.push([entry]);
	}
	return groups;
}

/**
 * Where in an archive the bytes of entries begin, in the order of the list.
 *
 * @throws FormatError for an entry that is compressed, encrypted, or not wholly there
 */
export async function startsOf(
	file: Blob,
	entries: readonly Entry[]
): Promise<ReadonlyMap<string, number>> {
	const starts = new Map<string, number>();
	await Promise.all(
		neighbours(entries).map(async (group) => {
			const from = group[0]?.header ?? 0;
			const view = await viewOf(file, from, (group.at(-1)?.header ?? 0) + LOCAL_BYTES);
			for (const entry of group) starts.set(entry.name, startIn(view, from, file.size, entry));
		})
	);
	return starts;
}

/** Where in an archive the bytes of an entry begin. @throws FormatError */
export async function startOf(file: Blob, entry: Entry): Promise<number> {
	return (await startsOf(file, [entry])).get(entry.name) ?? 0;
}
