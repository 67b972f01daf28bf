import type { Preprocessing, Triple } from '../../image/preprocessing.ts';

const CHANNELS = ['red', 'green', 'blue'] as const;

/** One number of the preprocessing as a form shows it. */
type Entry = Readonly<{
	label: string;
	value: number;
	min: number;
	max: number;
	/** The preprocessing with another number here. */
	set: (value: number) => Preprocessing;
}>;

const replaced = (triple: Triple, at: number, value: number): Triple => [
	at === 0 ? value : triple[0],
	at === 1 ? value : triple[1],
	at === 2 ? value : triple[2]
];

/** Rows of numbers: what is kept of the shorter side, then means and deviations by channel. */
export function entriesOf(value: Preprocessing): readonly (readonly Entry[])[] {
	const rowOf = (key: 'mean' | 'std', min: number) =>
		CHANNELS.map((channel, i) => ({
			label: `${key}, ${channel}`,
			value: value[key][i] ?? 0,
			min,
			max: 2,
			set: (next: number): Preprocessing => ({ ...value, [key]: replaced(value[key], i, next) })
		}));
	return [
		[
			{
				label: 'crop',
				value: value.crop,
				min: 0.25,
				max: 1,
				set: (crop) => ({ ...value, crop })
			}
		],
		rowOf('mean', -2),
		// Values are divided by it.
		rowOf('std', 0.001)
	];
}

/** Whether a number may stand in an entry. */
export const isPermitted = ({ min, max }: Entry, value: number): boolean =>
	Number.isFinite(value) && value >= min && value <= max;
