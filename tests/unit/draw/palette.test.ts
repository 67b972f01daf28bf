import { rgb } from 'd3';
import { expect, test } from 'vitest';
import { KINDS, type Kind } from '../../../src/lib/arch/ops.ts';
import { costHues, costStep, isLoud, kindHues, type Hue } from '../../../src/lib/draw/palette.ts';

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

// How people without one kind of cone see linear RGB: Machado, Oliveira and Fernandes (2009).
const FULL: Matrix = [
	[1, 0, 0],
	[0, 1, 0],
	[0, 0, 1]
];
const EYES: Record<string, Matrix> = {
	'full colour vision': FULL,
	protanopia: [
		[0.152286, 1.052583, -0.204868],
		[0.114503, 0.786281, 0.099216],
		[-0.003882, -0.048116, 1.051998]
	],
	deuteranopia: [
		[0.367322, 0.860646, -0.227968],
		[0.280085, 0.672501, 0.047413],
		[-0.01182, 0.04294, 0.968881]
	],
	tritanopia: [
		[1.255528, -0.076749, -0.178779],
		[-0.078411, 0.930809, 0.147602],
		[0.004733, 0.691367, 0.3039]
	]
};
const GROUND: Hue = { light: '#fbfaf7', dark: '#15171a' };
const THEMES = ['light', 'dark'] as const;

const times = ([a, b, c]: Triple, [x, y, z]: Triple): number => a * x + b * y + c * z;
const apply = (matrix: Matrix, vector: Triple): Triple => [
	times(matrix[0], vector),
	times(matrix[1], vector),
	times(matrix[2], vector)
];

function linear(hex: string): Triple {
	const { r, g, b } = rgb(hex);
	const channel = (value: number) =>
		value <= 0.04045 * 255 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
	return [channel(r), channel(g), channel(b)];
}

/** OKLab, in which distances are about as large as they look. */
function perceived(colour: Triple): Triple {
	const [l, m, s] = apply(
		[
			[0.4122214708, 0.5363325363, 0.0514459929],
			[0.2119034982, 0.6806995451, 0.1073969566],
			[0.0883024619, 0.2817188376, 0.6299787005]
		],
		colour
	);
	return apply(
		[
			[0.2104542553, 0.793617785, -0.0040720468],
			[1.9779984951, -2.428592205, 0.4505937099],
			[0.0259040371, 0.7827717662, -0.808675766]
		],
		[Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)]
	);
}

function distance(a: string, b: string, eye: Matrix): number {
	const see = (hex: string) => {
		const [r, g, blue] = apply(eye, linear(hex));
		const clamp = (value: number) => Math.min(1, Math.max(0, value));
		return perceived([clamp(r), clamp(g), clamp(blue)]);
	};
	const [p, q] = [see(a), see(b)];
	return 100 * Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

function contrast(a: string, b: string): number {
	const luminance = (hex: string) => times([0.2126, 0.7152, 0.0722], linear(hex));
	const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
	return (light + 0.05) / (dark + 0.05);
}

const loud = KINDS.filter(isLoud);
const cases = THEMES.flatMap((theme) => Object.keys(EYES).map((eye) => [theme, eye] as const));

test.each(cases)('kinds that compute are told apart in %s with %s', (theme, eye) => {
	const matrix = EYES[eye] as Matrix;
	for (const a of loud)
		for (const b of loud) {
			if (a >= b) continue;
			const apart = distance(kindHues[a][theme], kindHues[b][theme], matrix);
			expect(apart, `${a} and ${b}`).toBeGreaterThan(12);
		}
});

test.each(THEMES)('every kind stands out from the ground in %s', (theme) => {
	for (const kind of KINDS)
		expect(contrast(kindHues[kind][theme], GROUND[theme]), kind).toBeGreaterThan(3);
});

test.each(THEMES)('steps of cost look equally large in %s', (theme) => {
	const steps = costHues
		.slice(1)
		.map((hue, i) => distance(hue[theme], costHues[i]?.[theme] ?? '', FULL));
	const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
	for (const step of steps) expect(Math.abs(step / mean - 1)).toBeLessThan(0.12);
});

test.each(THEMES)('more cost always stands out more in %s', (theme) => {
	const contrasts = costHues.map((hue) => contrast(hue[theme], GROUND[theme]));
	expect(contrasts).toEqual([...contrasts].sort((a, b) => a - b));
});

test('a share of cost falls on the scale, however it is rounded', () => {
	expect([-0.01, 0, 0.5, 1, 1.01].map(costStep)).toEqual([0, 0, 4, 8, 8]);
});

test('the kinds that compute are those whose multiplications are counted', () => {
	const expected: Kind[] = [
		'dense conv',
		'grouped conv',
		'depthwise',
		'pointwise',
		'attention',
		'classifier'
	];
	expect(loud).toEqual(expected);
});
