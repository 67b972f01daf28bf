const KERNELS = [3, 5, 7, 9];
const FACTORS = [2, 3, 4];

const withOwn = (usual: readonly number[], own: number): string =>
	[...new Set([...usual, own])].sort((a, b) => a - b).join(',');

/** A line with a choice of its first depthwise kernel, or of the width of its first hidden channels. */
export function proposedLine(line: string): string {
	const depthwise = line.replace(
		/\bdw(\d+)\b/,
		(_, own: string) => `dw{${withOwn(KERNELS, Number(own))}}`
	);
	if (depthwise !== line) return depthwise;
	return line.replace(
		/\b(pw|linear) (\d+)C\b/,
		(_, word: string, own: string) => `${word} {${withOwn(FACTORS, Number(own))}}C`
	);
}
