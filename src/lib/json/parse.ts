/** What a JSON text says; `undefined`, which no JSON says, where the text is none. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Whether a value is an object of JSON, not a list. */
export const isPlain = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text; `null` where the value is none. */
export const parseText = (value: unknown): string | null =>
	typeof value === 'string' ? value : null;
