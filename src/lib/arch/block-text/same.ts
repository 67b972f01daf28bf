/** Whether two values of plain data are the same, in whatever order their keys are. */
export function sameData(a: unknown, b: unknown): boolean {
	if (a === b) return true;
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
	const [keys, others] = [Object.keys(a), Object.keys(b)];
	return (
		Array.isArray(a) === Array.isArray(b) &&
		keys.length === others.length &&
		keys.every(
			(key) =>
				Object.hasOwn(b, key) &&
				sameData((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key])
		)
	);
}
