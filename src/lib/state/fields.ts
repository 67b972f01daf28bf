import type { Network } from '../arch/design.ts';
import { receptiveFieldsOf, type Field } from '../count/receptive-field/receptive-field.ts';
import type { FieldSizes } from '../draw/network/field-track.ts';

/** What the units of each layer see of the image, by the layer's path. */
export const fieldsByPath = ({ net, layers }: Network): ReadonlyMap<string, Field> =>
	new Map(receptiveFieldsOf(net, layers).map((field) => [field.layer.path, field]));

/** How high and wide what they see is, px; `null` where they see everything. */
export const sizesOf = (fields: ReadonlyMap<string, Field>): FieldSizes =>
	new Map([...fields].map(([path, { size }]) => [path, size]));
