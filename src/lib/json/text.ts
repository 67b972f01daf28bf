/** The beginning of a text, up to so many UTF-16 units; it never ends with half a character. */
export const cut = (text: string, most: number): string =>
	text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');

/** A text in which every half of a character is replaced: `encodeURIComponent` throws at one. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD');
