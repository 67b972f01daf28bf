import fc from 'fast-check';
import { isPlain } from '../../src/lib/json/parse.ts';
import { hostileJson } from '../hostile-json.ts';
import { mutated, oddText } from './texts.ts';

/** Values that fit no field, or nearly one. */
const oddValue: fc.Arbitrary<unknown> = fc.oneof(
	hostileJson(),
	oddText(),
	fc.constantFrom<unknown>(0, -0, -1, 0.5, 1e308, 2 ** 53, '', [], {}, true, [[[]]]),
	fc.nat(60).map((times) => 'x'.repeat(2 ** (times / 4)))
);

/** Where in a value something changes: the child to go to at each level, as shares of how many there are. */
const path = fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 5 });

type Change = (entries: [string, unknown][], at: number) => [string, unknown][];

const change: fc.Arbitrary<Change> = fc.oneof(
	oddValue.map(
		(value): Change =>
			(entries, at) =>
				entries.map(([key, old], i) => [key, i === at ? value : old])
	),
	fc.constant<Change>((entries, at) => entries.filter((_, i) => i !== at)),
	fc.tuple(oddText(), oddValue).map(([key, value]): Change => (entries) => [
		...entries,
		[key, value]
	]),
	fc.constant<Change>((entries, at) => [...entries, ...entries.slice(at, at + 1)])
);

function changedAt(
	value: unknown,
	[share = 0, ...deeper]: readonly number[],
	apply: Change
): unknown {
	if (typeof value !== 'object' || value === null) return apply([['', value]], 0)[0]?.[1];
	const entries = Object.entries(value);
	const at = Math.floor((share / 1000) * entries.length);
	const child: unknown = entries[at]?.[1];
	const goes = deeper.length > 0 && typeof child === 'object' && child !== null;
	const next = goes
		? entries.map(([key, old], i): [string, unknown] => [
				key,
				i === at ? changedAt(old, deeper, apply) : old
			])
		: apply(entries, at);
	return isPlain(value) ? Object.fromEntries(next) : next.map(([, item]) => item);
}

const nested = (text: string, depth: number): string =>
	'['.repeat(depth) + text + ']'.repeat(depth);

/** JSON texts of values that were changed in a few places, and then perhaps as texts. */
export const mutatedJson = (values: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
	fc
		.tuple(values, fc.array(fc.tuple(path, change), { maxLength: 3 }))
		.map(([value, changes]) =>
			changes.reduce<unknown>((so, [where, apply]) => changedAt(so, where, apply), value)
		)
		.chain((value) => {
			const text = JSON.stringify(value) ?? 'null';
			return fc.oneof(
				{ weight: 6, arbitrary: fc.constant(text) },
				{ weight: 2, arbitrary: mutated(fc.constant(text), /,/) },
				{ weight: 1, arbitrary: fc.constant(text.replace(/[\d.]+/, '1e999')) },
				{ weight: 1, arbitrary: fc.constant(text.replace(/[\d.]+/, 'NaN')) },
				{
					weight: 1,
					arbitrary: fc.constant(text.replace(/:([^,]+),/, (found) => found + `"x"${found}`))
				},
				{
					weight: 1,
					arbitrary: fc
						.integer({ min: 1, max: 40_000 })
						.map((depth) => text.replace(/[\d.]+/, nested('1', depth)))
				}
			);
		});
