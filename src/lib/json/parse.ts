/** What a JSON text says; `undefined`, which no JSON says, where the text is none. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
