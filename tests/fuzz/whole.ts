import { expect } from 'vitest';
import type { Design } from '../../src/lib/arch/design.ts';
import { examine } from '../../src/lib/arch/design.ts';
import { sumLayers } from '../../src/lib/count/totals.ts';

/** A network of a person's own may hold nothing, or nothing but pools. */
const isAmount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/** A design whose network can be counted. */
export function expectWhole(design: Design): void {
	const examined = examine(design);
	if (!examined.ok) throw new Error(examined.problems.map(({ message }) => message).join('; '));
	const { params, macs } = sumLayers(examined.network.layers);
	expect([params, macs].every(isAmount)).toBe(true);
}

const LONGEST_MESSAGE = 4000;

/** Messages that can be shown: whole characters, and not the whole input again. */
export function expectReadable(messages: readonly string[]): void {
	for (const message of messages) {
		expect(message).not.toBe('');
		expect(message.length).toBeLessThan(LONGEST_MESSAGE);
	}
}

/** No character is cut in half that was whole before. */
export function expectWholeCharacters(input: string, messages: readonly string[]): void {
	if (/\p{Surrogate}/u.test(input) || /%/.test(input)) return;
	expect(messages.filter((message) => /\p{Surrogate}/u.test(message))).toEqual([]);
}
