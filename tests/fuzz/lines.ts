import fc from 'fast-check';
import { JOINS, WORDS } from '../../src/lib/arch/block-text/words.ts';
import { mutated, oddText } from './texts.ts';

const number = fc.oneof(
	{ weight: 6, arbitrary: fc.constantFrom('C', '4C', 'C/4', 'I', '3C', '2', '3', '7', '8', '24') },
	{ weight: 1, arbitrary: fc.constantFrom('0', 'C/0', 'K', 'S', '99999999', '1e9', '7x3', '-1') },
	{ weight: 1, arbitrary: oddText() }
);

const argument = fc.oneof(
	{ weight: 6, arbitrary: number },
	{
		weight: 1,
		arbitrary: fc.constantFrom('stride=S', 'stride=2', 'groups=4', 'dilation=2', 'name=x', 'eps=0')
	}
);

const item: fc.Arbitrary<string> = fc.oneof(
	{
		weight: 8,
		arbitrary: fc.constantFrom(
			...['dw7', 'pw 4C', 'pw C', 'conv3', 'conv3 stride=S', 'ln', 'bn', 'gelu', 'relu', 'scale'],
			...['linear 4C', 'linear C', 'attention 4', 'eca 3', 'add(dw3)', 'mul(pool, pw C, sigmoid)']
		)
	},
	{
		weight: 3,
		arbitrary: fc
			.tuple(
				fc.constantFrom(...WORDS.map(({ word }) => word)),
				fc.constantFrom('', ' '),
				fc.array(argument, { maxLength: 3 })
			)
			.map(([word, space, told]) => `${word}${space}${told.join(' ')}`)
	},
	{ weight: 1, arbitrary: oddText() }
);

const list = (items: fc.Arbitrary<string>): fc.Arbitrary<string> =>
	fc.array(items, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(', '));

const joined = (items: fc.Arbitrary<string>): fc.Arbitrary<string> =>
	fc
		.tuple(
			fc.constantFrom(...Object.keys(JOINS), 'skip', 'alternate', 'project', 'attn:', ''),
			fc.array(list(items), { minLength: 1, maxLength: 3 })
		)
		.map(([word, branches]) => `${word}(${branches.join(' | ')})`);

const nested = fc.oneof({ weight: 3, arbitrary: item }, { weight: 1, arbitrary: joined(item) });

/** Lines that say blocks: well meant, with odd arguments, or broken. */
export const blockLine = (): fc.Arbitrary<string> =>
	mutated(
		list(
			fc.oneof(
				{ weight: 2, arbitrary: item },
				{ weight: 1, arbitrary: joined(nested) },
				{ weight: 1, arbitrary: fc.constant('add(dw7, ln, linear 4C, gelu, linear C, scale)') }
			)
		),
		/[,|]/
	);

/** Lines as they stand in a link: one for each row. */
export const linkedLines = (): fc.Arbitrary<string> =>
	fc
		.array(blockLine(), { minLength: 1, maxLength: 3 })
		.map((lines) => lines.join('~').replaceAll(' ', '+'));

const options = fc.constantFrom(
	...['dw{3,5,7}', 'linear {2,3,4}C', 'pw C/{4,8}', 'dw{3..11..2}', '{gelu | relu}', '[ln]'],
	...['@ln', '@ln', '@bn', '{ln | bn, relu | [gn 2]}', '[mul(pool, pw C/{2,4}, sigmoid)]'],
	...['conv3 stride={1,2}', 'dw{1x5,5x1}', '{3,5}', '{}', '[]', '@', 'dw{', 'dw{9..1}', '[@ln]']
);

/** Lines with choices in them: well meant, or broken. */
export const variedLine = (): fc.Arbitrary<string> =>
	mutated(
		fc
			.array(
				fc.oneof(
					{ weight: 2, arbitrary: options },
					{ weight: 2, arbitrary: item },
					joined(options)
				),
				{
					minLength: 1,
					maxLength: 7
				}
			)
			.map((parts) => parts.join(', ')),
		/[,|]/
	);
