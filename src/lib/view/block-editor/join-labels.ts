import type { Option } from '../../arch/fields.ts';
import type { Wrap } from '../../arch/block-text/edit/wrap.ts';

/** Ways to join branches that can be chosen among. */
export const JOIN_LABELS: readonly Option[] = [
	{ value: 'add', label: 'add' },
	{ value: 'sub', label: 'subtract' },
	{ value: 'mul', label: 'multiply' },
	{ value: 'concat', label: 'concat' }
];

/** What can be put around what is picked. */
export const WRAP_LABELS: readonly Readonly<{ wrap: Wrap; label: string; help: string }>[] = [
	{ wrap: 'shortcut', label: 'shortcut', help: 'Adds what enters to what it makes' },
	{ wrap: 'gate', label: 'gate', help: 'Multiplies what enters by what it makes' },
	{
		wrap: 'concat',
		label: 'concat',
		help: 'Puts what enters beside what it makes: channels add up'
	},
	{
		wrap: 'split',
		label: 'split',
		help: 'Gives it a share of the channels; the others pass beside it'
	}
];
