const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/** Where a string ends that begins at a quotation mark, and whether it has escapes. */
function stringEnd(json: string, start: number): Readonly<{ end: number; escaped: boolean }> {
	let escaped = false;
	for (let at = start + 1; at < json.length; at++) {
		const code = json.charCodeAt(at);
		if (code === QUOTE) return { end: at, escaped };
		if (code !== BACKSLASH) continue;
		escaped = true;
		at++;
	}
	return { end: json.length, escaped };
}

/**
 * Whether an object in a JSON text gives a key twice. Keys count as equal when they are read as the
 * same, however they are escaped. A walk by hand: expressions give up on texts of many megabytes.
 *
 * @param json valid JSON
 */
export function repeatsKeys(json: string): boolean {
	const open: Set<string>[] = [];
	let last = { start: 0, end: 0, escaped: false };
	for (let at = 0; at < json.length; at++) {
		const code = json.charCodeAt(at);
		if (code === QUOTE) {
			last = { start: at, ...stringEnd(json, at) };
			at = last.end;
		} else if (code === OPEN) open.push(new Set());
		else if (code === CLOSE) open.pop();
		else if (code === COLON) {
			const { start, end, escaped } = last;
			const key: unknown = escaped
				? JSON.parse(json.slice(start, end + 1))
				: json.slice(start + 1, end);
			const keys = open.at(-1);
			if (typeof key !== 'string' || !keys || keys.has(key)) return true;
			keys.add(key);
		}
	}
	return false;
}
