/** A browser's storage for one test. */
export function memoryStorage(): Storage {
	const items = new Map<string, string>();
	return {
		getItem: (key: string) => items.get(key) ?? null,
		setItem: (key: string, value: string) => void items.set(key, value),
		removeItem: (key: string) => void items.delete(key),
		clear: () => items.clear(),
		key: (index: number) => [...items.keys()][index] ?? null,
		get length() {
			return items.size;
		}
	};
}

/** A storage that holds nothing more. */
export const fullStorage = (): Storage => ({
	...memoryStorage(),
	setItem() {
		throw new DOMException('full', 'QuotaExceededError');
	}
});
