import fc from 'fast-check';

/** The element that inputs try to put on the page. */
export const MARK = 'fuzz-mark';

/** Texts that have broken readers of texts, or might. */
export const oddText = (): fc.Arbitrary<string> =>
	fc.oneof(
		fc.constantFrom(
			...[
				'',
				' ',
				'%',
				'%E0%A4%A',
				'%00',
				'%25',
				'%26',
				'%3B',
				'%23',
				'&',
				'=',
				';',
				',',
				'/',
				'..'
			],
			...['\ud83d', '\ude00', '%F0%9F%98%80', '😀', '\u202e', '\u0000', '\ufeff', '１', '٣'],
			...[
				'0',
				'-0',
				'-1',
				'1e9',
				'1e999',
				'NaN',
				'Infinity',
				'0x10',
				'007',
				'1.',
				'.5',
				'3,3,27,3'
			],
			...['9007199254740993', '999999999', '4294967296', '0.000001', 'null', 'undefined', 'none'],
			...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'],
			...[
				`<${MARK}>`,
				`"><${MARK}></${MARK}>`,
				`<img src=x onerror=fuzzed()>`,
				`{@html '<${MARK}>'}`
			],
			...[`%3C${MARK}%3E`, 'javascript:fuzzed()']
		),
		fc.string({ unit: 'binary', maxLength: 12 }),
		fc.string({ maxLength: 12 }),
		fc
			.tuple(
				fc.constantFrom('a', '9', ',', '&', '%', ';', '=', '&x', '/', '😀', '[', ' '),
				fc.nat(3000)
			)
			.map(([text, times]) => text.repeat(times))
	);

/** A place in a text, whatever its length: a share of it. */
const place = fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000);

type Edit = (text: string) => string;

const at = (text: string, share: number): number => Math.round(share * text.length);

const edit = (separator: RegExp): fc.Arbitrary<Edit> =>
	fc.oneof(
		fc.tuple(place, fc.nat(4), oddText()).map(
			([share, gone, put]): Edit =>
				(text) =>
					text.slice(0, at(text, share)) + put + text.slice(at(text, share) + gone)
		),
		place.map(
			(share): Edit =>
				(text) =>
					text.slice(0, at(text, share))
		),
		// A part once more, at the end or where it stands.
		fc.tuple(place, fc.boolean()).map(([share, last]): Edit => (text) => {
			const parts = text.split(separator);
			const part = parts[Math.min(parts.length - 1, at(text, share) % parts.length)] ?? '';
			const between = separator.exec(text)?.[0] ?? '';
			return last ? text + between + part : part + between + text;
		}),
		fc.constantFrom<Edit>(
			encodeURIComponentOrNot,
			(text) => text.toUpperCase(),
			(text) => ` ${text} `
		)
	);

function encodeURIComponentOrNot(text: string): string {
	try {
		return encodeURIComponent(text);
	} catch {
		return text;
	}
}

/** Texts that stand as they are, or were changed in a few places. */
export const mutated = (texts: fc.Arbitrary<string>, separator: RegExp): fc.Arbitrary<string> =>
	fc
		.tuple(texts, fc.array(edit(separator), { maxLength: 4 }))
		.map(([text, edits]) => edits.reduce((so, change) => change(so), text));
