import fc from 'fast-check';
import { expect, test } from 'vitest';
import { presetNames } from '../../src/lib/arch/design.ts';
import { families } from '../../src/lib/arch/families.ts';
import { change, countAs, count, fields, toLink, toTimm } from '../../src/lib/library/library.ts';
import { DesignError, type Design, type FieldValue } from '../../src/lib/library/design.ts';
import { hostileJson } from '../hostile-json.ts';
import { designLink } from './links.ts';
import { holds } from './property.ts';
import { oddText } from './texts.ts';
import { expectReadable } from './whole.ts';

const odd: fc.Arbitrary<unknown> = fc.oneof(
	hostileJson(),
	oddText(),
	fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
	fc.constantFrom(undefined, Symbol('x'), () => 1, NaN)
);
const keys = [...new Set(families().flatMap((family) => family.fields.map(({ key }) => key)))];
const values = fc.dictionary(fc.oneof(fc.constantFrom(...keys), oddText()), odd, { maxKeys: 4 });

/** What a script that no compiler has seen may give for a design: texts, data, and neither. */
const given: fc.Arbitrary<unknown> = fc.oneof(
	designLink(),
	odd,
	fc.record({
		preset: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...presetNames()) }, odd),
		fields: fc.oneof({ weight: 4, arbitrary: values }, odd)
	})
);

/** What a call gives; `null` where it refuses in words that can be shown. Any other error is a fault. */
function attempt<T>(call: () => T): T | null {
	try {
		return call();
	} catch (error) {
		if (!(error instanceof DesignError)) throw error;
		expect(error.problems).not.toEqual([]);
		expectReadable(error.problems.map(({ message }) => message));
		return null;
	}
}

test('whatever the library is given, it reads a design or says why it does not', async () => {
	await holds(
		'calls of the library',
		fc.tuple(given, fc.oneof(values, odd)),
		([design, changes]) => {
			const own = design as Design | string;
			const calls: readonly (() => unknown)[] = [
				() => fields(own),
				() => toLink(own),
				() => toTimm(own),
				() => count(own)
			];
			for (const call of calls) attempt(call);
			attempt(() => countAs(own, 'fvcore'));
			return attempt(() => change(own, changes as Readonly<Record<string, FieldValue>>));
		},
		(changed) => {
			if (changed) expect(change(changed, {})).toEqual(changed);
		},
		20
	);
});
