import * as v from 'valibot';
import { eachEntry, parseKept, printKept, storageKey, type Kept } from '../../json/kept.ts';
import { parsedBy } from '../../json/schemas.ts';

const answer = v.pipe(v.object({ name: v.string(), print: v.string() }), v.readonly());

/** The fastest variant for a key, and a print of all there were. */
export type Answer = v.InferOutput<typeof answer>;

type Answers = ReadonlyMap<string, Answer>;

const VARIANTS: Kept<Readonly<Record<string, Answer>>> = {
	key: 'kernel-variants',
	version: 1,
	label: 'which kernels are fastest here',
	parse: eachEntry(parsedBy(answer)),
	fallback: {}
};

/** A worker has no other storage than caches, and those keep responses by address. */
const ENTRY = '/kernel-variants.json';

const cache = (): Promise<Cache> => caches.open(storageKey(VARIANTS.key));

/**
 * The answers of earlier visits, by key; none where storage is forbidden or broken. What does not fit
 * is dropped.
 *
 * @param ondropped told what it was of which something was dropped
 */
export async function recall(ondropped?: (label: string) => void): Promise<Answers> {
	try {
		const entry = await (await cache()).match(ENTRY);
		const reading = parseKept(VARIANTS, (await entry?.text()) ?? null);
		const answers = new Map(Object.entries(reading?.value ?? {}));
		if (!reading?.whole) {
			ondropped?.(VARIANTS.label);
			await keep(answers);
		}
		return answers;
	} catch {
		return new Map();
	}
}

/**
 * Keeps answers for later visits, in place of what was kept.
 *
 * @returns whether they are kept: without storage kernels are measured again, which costs a moment
 */
export async function keep(answers: Answers): Promise<boolean> {
	try {
		const text = printKept(VARIANTS, Object.fromEntries(answers));
		await (await cache()).put(ENTRY, new Response(text));
		return true;
	} catch {
		return false;
	}
}

/** A short text that differs where the texts do: FNV-1a of 32 bits. */
export function printOf(...texts: readonly string[]): string {
	let hash = 0x811c9dc5;
	for (const text of texts)
		for (let i = 0; i < text.length; i++)
			hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
	return hash.toString(36);
}
