import type { Regime } from './steps.ts';

/** What the paper prints for a step. Its "GFLOPs" are multiply-accumulates, in billions. */
export type Printed = Readonly<{
	/** ImageNet-1K top-1, percent: the mean of three seeds where there is a spread. */
	top1: number;
	/** Standard deviation over three seeds; `null` where the paper ran one. */
	spread: number | null;
	/** In the table. */
	gmacs: number;
	/** In Figure 2, whose bars are of the smaller regime. */
	printedGmacs: number | null;
}>;

export const PRINTED_IN: Readonly<Record<Regime, string>> = {
	resnet50: 'Table 10',
	resnet200: 'Table 11'
};

type Row = readonly [top1: number, spread: number | null, gmacs: number, metric: number | null];

/** Tables 10 and 11 and Figure 2 of arXiv 2201.03545, digit by digit, misprints included. */
const ROWS: Readonly<Record<Regime, readonly Row[]>> = {
	resnet50: [
		[78.82, 0.07, 4.09, 4.1],
		[79.36, 0.07, 4.53, 4.5],
		[79.51, 0.18, 4.42, 4.4],
		[78.28, 0.08, 2.35, 2.4],
		[80.5, 0.02, 5.27, 5.3],
		[80.64, 0.03, 4.64, 4.6],
		[79.92, 0.08, 4.07, 4.1],
		[80.35, 0.08, 4.1, 4.1],
		[80.57, 0.14, 4.15, 4.2],
		[80.57, 0.06, 4.21, 4.2],
		[80.47, 0.11, 4.29, 4.3],
		[80.62, 0.14, 4.15, 4.2],
		[81.27, 0.06, 4.15, 4.2],
		[81.41, 0.09, 4.15, 4.2],
		[81.47, 0.09, 4.46, 4.2],
		[81.97, 0.06, 4.49, 4.5]
	],
	resnet200: [
		[81.14, null, 15.01, null],
		[81.33, null, 14.52, null],
		[81.59, null, 14.38, null],
		[80.54, null, 7.23, null],
		[81.85, null, 16.76, null],
		[82.64, null, 15.68, null],
		[82.04, null, 14.63, null],
		[82.32, null, 14.7, null],
		[82.3, null, 14.81, null],
		[82.27, null, 14.95, null],
		[82.18, null, 15.13, null],
		[82.19, null, 14.81, null],
		[82.71, null, 14.81, null],
		[83.17, null, 14.81, null],
		[83.35, null, 14.81, null],
		[83.6, null, 15.35, null]
	]
};

/** The printed numbers of a regime, one for each step of the roadmap. */
export const printed = (regime: Regime): readonly Printed[] =>
	ROWS[regime].map(([top1, spread, gmacs, printedGmacs]) => ({
		top1,
		spread,
		gmacs,
		printedGmacs
	}));

/** Networks that the tables compare the roadmap with. */
export type Landmark = Readonly<{ name: string; top1: number; gmacs: number }>;
export const LANDMARKS: Readonly<
	Record<Regime, Readonly<{ oldRecipe: Landmark; rival: Landmark }>>
> = {
	resnet50: {
		oldRecipe: { name: 'ResNet-50 (PyTorch recipe)', top1: 76.13, gmacs: 4.09 },
		rival: { name: 'Swin-T', top1: 81.3, gmacs: 4.5 }
	},
	resnet200: {
		oldRecipe: { name: 'ResNet-200 (PyTorch recipe)', top1: 78.2, gmacs: 15.01 },
		rival: { name: 'Swin-B', top1: 83.5, gmacs: 15.43 }
	}
};
