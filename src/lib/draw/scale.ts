/** Two ends of a stretch of values, or of the line that it is drawn on. */
export type Ends = readonly [from: number, to: number];

/** From a value to its place on a line. */
type Scale = (value: number) => number;

const mix = ([from, to]: Ends, share: number): number => from * (1 - share) + to * share;

/** Equal differences are equally far apart; a stretch without length stands in the middle. */
export const linear =
	([first, last]: Ends, line: Ends): Scale =>
	(value) =>
		mix(line, first === last ? 0.5 : (value - first) / (last - first));

/** Equal factors are equally far apart; values are above 0. */
export function logarithmic([first, last]: Ends, line: Ends): Scale {
	const place = linear([Math.log(first), Math.log(last)], line);
	return (value) => place(Math.log(value));
}
