import type { Design } from '../../arch/design.ts';
import type { Layer } from '../../arch/infer.ts';
import type { WeightSlot } from '../pieces.ts';
import { weightSlots } from '../weight-slots.ts';
import { authorWritings } from './authors.ts';
import { transformersWritings } from './transformers.ts';
import { entriesOf, isWritten } from './writing.ts';

/** A network's weights under the names of code other than timm's. */
export type Written = Readonly<{
	label: string;
	/** Where the values go, one after the other as timm's. */
	entries: readonly WeightSlot[];
	/** Python that makes the network and loads a file of them. */
	load: (file: string) => string;
}>;

/** All ways to write the weights of a design that other code has too. */
export const writtenFor = (design: Design, layers: readonly Layer[]): readonly Written[] =>
	[...transformersWritings, ...authorWritings]
		.filter((writing) => isWritten(design, writing))
		.flatMap((writing) => {
			const entries = entriesOf(weightSlots(layers), writing);
			const load = (file: string) => writing.load(design, file);
			return entries ? [{ label: writing.label, entries, load }] : [];
		});
