/** The words and numbers that a name is made of, such as `resnet`, `50` and `d`. */
const partsOf = (name: string): readonly string[] => name.toLowerCase().match(/[a-z]+|\d+/g) ?? [];

/** How many letters must be put in, left out or replaced to make one text of another. */
export function editDistance(a: string, b: string): number {
	let above = Array.from({ length: b.length + 1 }, (_, i) => i);
	for (let row = 1; row <= a.length; row++) {
		const own = [row];
		for (let column = 1; column <= b.length; column++) {
			const same = a[row - 1] === b[column - 1];
			own[column] = Math.min(
				(above[column] ?? 0) + 1,
				(own[column - 1] ?? 0) + 1,
				(above[column - 1] ?? 0) + (same ? 0 : 1)
			);
		}
		above = own;
	}
	return above[b.length] ?? 0;
}

/** How much two names are alike, 0 to 1: by their letters, and by the words that both have. */
function likeness(a: readonly string[], b: readonly string[]): number {
	const [left, right] = [a.join(''), b.join('')];
	const letters = 1 - editDistance(left, right) / Math.max(left.length, right.length, 1);
	const shared = a.filter((part) => b.includes(part)).length;
	return (letters + (2 * shared) / Math.max(a.length + b.length, 1)) / 2;
}

/** The least likeness that is worth a word. */
const ALIKE = 0.4;
/** The most letters of what was asked for that are looked at. */
const LONGEST = 60;

/** A name, and what people call the same thing. */
export type Called = Readonly<{ name: string; label: string }>;

/** What is most like what was asked for by name or label, best first; none where none is like it. */
export function nearest<C extends Called>(
	text: string,
	among: readonly C[],
	most = 3
): readonly C[] {
	const asked = partsOf(text.slice(0, LONGEST));
	return among
		.map((called) => ({
			called,
			score: Math.max(likeness(asked, partsOf(called.name)), likeness(asked, partsOf(called.label)))
		}))
		.filter(({ score }) => score >= ALIKE)
		.sort((a, b) => b.score - a.score || a.called.name.length - b.called.name.length)
		.slice(0, most)
		.map(({ called }) => called);
}
