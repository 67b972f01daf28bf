import { milliseconds, si } from '../format.ts';

/** What a design can be placed by. */
export const AXIS_NAMES = [
	'macs',
	'params',
	'activations',
	'memory',
	'top1',
	'a100',
	'time'
] as const;
export type AxisName = (typeof AXIS_NAMES)[number];

/** A figure along one side of the map. */
export type Axis = Readonly<{
	label: string;
	/** The same in a sentence or over a column. */
	short: string;
	/** In the number fields and along the axis: what one unit is, and its name. */
	unit: string;
	factor: number;
	/** Whether a factor means more than a difference. */
	log: boolean;
	print: (value: number) => string;
}>;

export const axes: Readonly<Record<AxisName, Axis>> = {
	macs: {
		label: 'MACs',
		short: 'MACs',
		unit: 'G',
		factor: 1e9,
		log: true,
		print: (value) => si(value)
	},
	params: {
		label: 'params',
		short: 'params',
		unit: 'M',
		factor: 1e6,
		log: true,
		print: (value) => si(value)
	},
	activations: {
		...{ label: 'activations', short: 'activations', unit: 'M', factor: 1e6, log: true },
		print: (value) => si(value)
	},
	memory: {
		...{
			label: 'peak activation memory',
			short: 'peak memory',
			unit: 'MB',
			factor: 1e6,
			log: true
		},
		print: (value) => `${si(value)}B`
	},
	top1: {
		...{
			label: 'ImageNet-1k top-1 (published)',
			short: 'published top-1',
			unit: '%',
			factor: 1,
			log: false
		},
		print: (value) => `${value.toFixed(1)}%`
	},
	a100: {
		...{
			label: 'time an image, A100 (published)',
			short: 'time on an A100',
			unit: 'ms',
			factor: 1,
			log: true
		},
		print: milliseconds
	},
	time: {
		...{
			label: 'time an image, measured here',
			short: 'measured time',
			unit: 'ms',
			factor: 1,
			log: true
		},
		print: milliseconds
	}
};
