export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** So many lines of code, one below the other. */
export const lines = (count: number, line: (i: number) => string): string =>
	range(count).map(line).join('\n');
