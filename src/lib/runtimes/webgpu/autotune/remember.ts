/** What was chosen for a question, and a print of what there was to choose from. */
export type Answer = Readonly<{ name: string; print: string }>;

type Answers = ReadonlyMap<string, Answer>;

const STORE = 'kernel-choices';
const ENTRY = '/kernel-choices.json';

const isAnswer = (value: unknown): value is Answer =>
	typeof value === 'object' &&
	value !== null &&
	'name' in value &&
	'print' in value &&
	typeof value.name === 'string' &&
	typeof value.print === 'string';

/** Storage may be full, forbidden or broken: then kernels are measured again, which costs a moment. */
async function attempt<T>(otherwise: T, access: () => Promise<T>): Promise<T> {
	try {
		return await access();
	} catch {
		return otherwise;
	}
}

/** The answers of earlier visits, by question. */
export const recall = (): Promise<Answers> =>
	attempt<Answers>(new Map(), async () => {
		const entry = await (await caches.open(STORE)).match(ENTRY);
		const value: unknown = await entry?.json();
		if (typeof value !== 'object' || value === null) return new Map();
		return new Map(
			Object.entries(value).filter((pair): pair is [string, Answer] => isAnswer(pair[1]))
		);
	});

/** Keeps answers for later visits, in place of what was kept. */
export const keep = (answers: Answers): Promise<void> =>
	attempt(undefined, async () => {
		const text = JSON.stringify(Object.fromEntries(answers));
		await (await caches.open(STORE)).put(ENTRY, new Response(text));
	});

/** A short text that differs where the texts do: FNV-1a of 32 bits. */
export function printOf(...texts: readonly string[]): string {
	let hash = 0x811c9dc5;
	for (const text of texts)
		for (let i = 0; i < text.length; i++)
			hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
	return hash.toString(36);
}
