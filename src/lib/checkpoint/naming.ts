import type { Shape } from '../arch/net.ts';
import { elements } from '../arch/ops.ts';
import type { Naming } from '../arch/families/naming.ts';
import { FormatError, quoted } from './containers/format-error.ts';
import type { FamilyReader } from './readers.ts';

const TIMM: Naming = { author: 'timm', mark: /^/, rules: [] };

/** What files add around all names. */
const PREFIXES = ['module', 'model', 'state_dict', '_orig_mod'];

/** Buffers that follow from the design, or count steps of training. */
const BUFFER =
	/(^|\.)(num_batches_tracked|relative_position_index|relative_coords_table|attn_mask)$/;

/** What stands before every name and says nothing, such as `module.model.`. */
export function prefixOf(names: readonly string[]): string {
	const [first = ''] = names;
	let end = 0;
	for (;;) {
		// What stands before is the same in all: to compare it again would take quadratic time.
		const found = PREFIXES.find((word) => names.every((name) => name.startsWith(`${word}.`, end)));
		if (found === undefined || names.length === 0) return first.slice(0, end);
		end += found.length + 1;
	}
}

function rename({ rules }: Naming, name: string): string {
	for (const [pattern, to] of rules) {
		const found = pattern.exec(name);
		if (found) return typeof to === 'string' ? name.replace(pattern, to) : to(...found.slice(1));
	}
	return name;
}

/** A file's tensors under timm's names and in timm's shapes, and whose names they had. */
export type Renamed<T> = Readonly<{ author: string; tensors: ReadonlyMap<string, T> }>;

/**
 * Takes a file's tensors to timm's names. Values stay as they are: where layouts differ, they differ
 * in axes of length 1 only. Buffers that no network is built from are left out.
 *
 * @throws FormatError when two tensors get the same name
 */
export function toTimmNames<T extends Readonly<{ shape: Shape }>>(
	tensors: ReadonlyMap<string, T>,
	readers: readonly FamilyReader[]
): Renamed<T> {
	const prefix = prefixOf([...tensors.keys()]);
	const bare = [...tensors]
		.map(([name, tensor]) => [name.slice(prefix.length), tensor] as const)
		.filter(([name]) => !BUFFER.test(name));
	const namings = readers.flatMap((reader) => reader.namings);
	const naming = namings.find(({ mark }) => bare.some(([name]) => mark.test(name))) ?? TIMM;
	const renamed = new Map<string, T>();
	for (const [name, tensor] of bare) {
		const timm = rename(naming, name);
		if (renamed.has(timm))
			throw new FormatError(`Two tensors of the file stand for ${quoted(timm)}.`);
		const flat = naming.flat?.test(timm) ?? false;
		renamed.set(timm, flat ? { ...tensor, shape: [elements(tensor.shape)] } : tensor);
	}
	return { author: naming.author, tensors: renamed };
}
