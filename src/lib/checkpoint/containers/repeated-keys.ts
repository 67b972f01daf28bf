/** Strings whole, so that what they hold is not taken for structure; then the structure. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}:]/g;

/**
 * Whether an object in a JSON text gives a key twice. Keys count as equal when they are read as the
 * same, however they are escaped.
 *
 * @param json valid JSON
 */
export function repeatsKeys(json: string): boolean {
	const open: Set<string>[] = [];
	let last = '';
	for (const [token] of json.matchAll(TOKEN)) {
		if (token === '{') open.push(new Set());
		else if (token === '}') open.pop();
		else if (token !== ':') last = token;
		else {
			const key: unknown = last.includes('\\') ? JSON.parse(last) : last.slice(1, -1);
			const keys = open.at(-1);
			if (typeof key !== 'string' || !keys || keys.has(key)) return true;
			keys.add(key);
		}
	}
	return false;
}
