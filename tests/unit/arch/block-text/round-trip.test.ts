import '../../../all-families.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { presetNames } from '../../../../src/lib/arch/design.ts';
import { families } from '../../../../src/lib/arch/families.ts';
import { inputOf } from '../../../../src/lib/arch/input.ts';
import { layersOf } from '../../../../src/lib/arch/infer.ts';
import type { Chain, Net, Shape } from '../../../../src/lib/arch/net.ts';
import { describeLine } from '../../../../src/lib/arch/block-text/describe.ts';
import { makeOf, readLine, writeLine } from '../../../../src/lib/arch/block-text/line.ts';
import type { Place, Scope, Style } from '../../../../src/lib/arch/block-text/place.ts';
import { randomBlock } from './random-block.ts';

const STYLES: readonly Style[] = [
	{ letters: ['C', 'I'], counts: false, skips: false },
	{ letters: ['I', 'C'], counts: true, skips: false },
	{ letters: [], counts: false, skips: false }
];

const spaced = (line: string): string =>
	line.replaceAll(', ', ',').replaceAll(' | ', '|').replaceAll(' ', '+');

const outOf = (net: Chain, x: Shape): Shape => layersOf(net, x).at(-1)?.out ?? x;

function expectRoundTrip(net: Chain, x: Shape, out: Shape, style: Style): void {
	const stride = x.length === 3 && out.length === 3 ? Math.round((x[0] ?? 1) / (out[0] ?? 1)) : 1;
	const scope: Scope = net.role === 'block' ? 'block' : net.role === 'head' ? 'head' : 'index';
	const place: Place = {
		width: out.at(-1) ?? 0,
		entering: x.at(-1) ?? 0,
		stride,
		index: 0,
		classes: 1000
	};
	const line = writeLine(describeLine(net.children, scope, place, x, style));
	// A line is kept as it was written, and may stand in an address without spaces.
	expect(readLine(spaced(line))).toEqual({ ok: true, value: line });
	const made = makeOf(line, scope, place, x);
	expect(made.children.map((child) => ({ name: child?.[0], net: child?.[1] }))).toEqual(
		net.children
	);
}

/** Runs through a network part by part, each with what enters it. */
function visitParts(net: Net, x: Shape, visit: (part: Chain, x: Shape, out: Shape) => void): Shape {
	if (net.kind !== 'chain' || (net.role !== null && net.role !== 'stage')) {
		const chain = net.kind === 'chain' ? net : null;
		const out = chain ? outOf({ ...chain, role: null }, x) : x;
		if (chain) visit(chain, x, out);
		return out;
	}
	const seen = new Map<Net, readonly [string, Shape]>();
	let shape = x;
	for (const child of net.children) {
		const before = seen.get(child.net);
		const out = before?.[0] === shape.join() ? before[1] : visitParts(child.net, shape, visit);
		seen.set(child.net, [shape.join(), out]);
		shape = out;
	}
	return shape;
}

test('every block, stem, downsampling and head of every preset is the same tree after it was a line', () => {
	const known = new Set<string>();
	let blocks = 0;
	for (const { presets, build } of families())
		for (const { config } of presets.values())
			visitParts(build(config), inputOf(config), (part, x, out) => {
				const key = JSON.stringify([part, x]);
				if (known.has(key)) return;
				known.add(key);
				const style = STYLES[known.size % STYLES.length];
				if (style) expectRoundTrip(part, x, out, style);
				if (part.role === 'block') blocks++;
			});
	expect(presetNames().length).toBeGreaterThan(470);
	expect(blocks).toBeGreaterThan(1000);
});

test('so is every one of a thousand random blocks', () => {
	fc.assert(
		fc.property(
			fc.array(fc.nat(1e6), { minLength: 40, maxLength: 80 }),
			fc.constantFrom(...STYLES),
			(choices, style) => {
				const x: Shape = [14, 14, 24];
				const net = randomBlock(choices, x);
				expectRoundTrip(net, x, outOf({ ...net, role: null }, x), style);
			}
		),
		{ numRuns: 1000 }
	);
});
