import fc from 'fast-check';

/** Values that have broken readers of JSON. */
const traps = fc.constantFrom<unknown>(
	null,
	{ toString: 1 },
	{ valueOf: null, toString: null },
	JSON.parse('{"__proto__":{"version":1}}'),
	{ constructor: 1 },
	{ length: -1 },
	1e308,
	-1,
	'\ud83d',
	[null],
	[[]],
	{ '': {} }
);

/** Any JSON value, and such as have broken readers. */
export const hostileJson = (): fc.Arbitrary<unknown> =>
	fc.oneof(
		fc.jsonValue(),
		traps,
		fc.array(traps),
		fc.dictionary(fc.constantFrom('a', 'version', 'value', 'resnet50/gelu'), traps)
	);

/** What may stand where a text of JSON is expected: values of this version and others, and no JSON at all. */
export const hostileText = (): fc.Arbitrary<string> =>
	fc.oneof(
		fc.string({ unit: 'binary' }),
		hostileJson().map((value) => JSON.stringify(value)),
		fc
			.tuple(fc.constantFrom<unknown>(1, 1, 1, 2, '1', null), hostileJson())
			.map(([version, value]) => JSON.stringify({ version, value })),
		fc.constant('['.repeat(40_000) + ']'.repeat(40_000)),
		fc.constant(`{"version":1,"value":${'['.repeat(40_000)}${']'.repeat(40_000)}}`),
		fc.constant(`{"version":1,"value":${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}}`)
	);
