import { examine, type Design } from '../arch/design.ts';
import type { Layer } from '../arch/infer.ts';
import { tellParts, type Unused } from './accounting.ts';
import { settingText, type Assumed } from './assumed.ts';
import type { About } from './containers/about.ts';
import type { Stored } from './containers/stored.ts';
import { isFloat, type Float } from './containers/widen.ts';
import {
	configDifferencesOf,
	isComplete,
	weightShapes,
	type ConfigDifferences
} from './differences.ts';
import { asNeeded, type Synonyms } from './synonyms.ts';
import { tablesIn, tellTables, withTables, type TableChange } from './position-tables.ts';
import type { Recipe, Tensor } from './tensor.ts';

/** A checkpoint file as its header describes it; values are read when they are needed. */
export type Checkpoint = Readonly<{
	name: string;
	author: string;
	/** By timm's names. */
	tensors: ReadonlyMap<string, Tensor<Stored>>;
	/** What they are called in designs of other settings. */
	synonyms: Synonyms;
	/** Types of the values that the design takes, such as `F16`. */
	dtypes: readonly string[];
	/** The design that it fits. */
	design: Design;
	/** What it does not tell. */
	assumed: readonly Assumed[];
	/** What was taken for granted that no setting is, a sentence each. */
	presumed: readonly string[];
	differences: ConfigDifferences;
	/** What is worth knowing of how the file was read, a sentence each. */
	notes: readonly string[];
	/** What stands before the network's names. */
	prefix: string;
	unused: Unused;
	/** What files beside it say. */
	about: About;
}>;

/** Why a file cannot be used; `details` names tensors, one to a line. */
export type Refused = Readonly<{
	ok: false;
	message: string;
	details: readonly string[];
	/** What can be run all the same, without a part of the file's network. */
	anyway?: Checkpoint;
}>;
export type OpenedCheckpoint = Readonly<{ ok: true; checkpoint: Checkpoint }> | Refused;

/** Tables of positions that a network needs in another size. */
function tablesFor({ tensors, design }: Checkpoint, layers: readonly Layer[]) {
	const examined = examine(design);
	return examined.ok ? tablesIn(tensors, examined.network.layers, layers) : [];
}

/** Whether a checkpoint holds all weights of a network, in the shapes that it needs or for a map of another size. */
export function fitsNetwork(checkpoint: Checkpoint, layers: readonly Layer[]): boolean {
	const { tensors, synonyms } = checkpoint;
	const sized = withTables(tensors, tablesFor(checkpoint, layers));
	return isComplete(configDifferencesOf(layers, shapesIn(sized), synonyms));
}

/** Shapes of tensors by their names. */
export const shapesIn = (tensors: ReadonlyMap<string, Tensor<unknown>>) =>
	new Map([...tensors].map(([name, { shape }]) => [name, shape] as const));

/** A tensor of the file's that can be read. */
export type Part = Stored & Readonly<{ dtype: Float }>;

const isPart = (stored: Stored): stored is Part => isFloat(stored.dtype);

/** Where the values of one tensor's parts are, one below the other, and what is done to them. */
export type Place = Readonly<{ parts: readonly Part[]; recipe?: Recipe }>;

/** Where the values of a network's weights are; plain data for a worker. */
export type WeightFile = Readonly<{
	/** Tells the files of a visit apart, whatever they are called. */
	number: number;
	/** What it is, for the report. */
	label: string;
	/** By timm's names. */
	places: ReadonlyMap<string, Place>;
}>;

/** What a report says of a checkpoint: what it is, what was left out, and what was chosen for it. */
function labelOf(
	{ name, tensors, dtypes, unused, assumed, presumed }: Checkpoint,
	design: Design,
	tables: readonly TableChange[]
): string {
	const chosen = assumed.filter(({ asked }) => asked).map(({ key }) => settingText(design, key));
	return [
		`${name}: ${tensors.size} tensors, ${dtypes.join(' and ')}`,
		...(unused.parts.length > 0
			? [`NOT THE WHOLE NETWORK, without ${tellParts(unused.parts)}`]
			: []),
		...presumed,
		...tellTables(tables),
		...(chosen.length > 0 ? [`not told by the file, but chosen: ${chosen.join(', ')}`] : [])
	].join('; ');
}

/** How many there have been. */
let opened = 0;
const numbers = new WeakMap<Checkpoint, number>();

function numberOf(checkpoint: Checkpoint): number {
	const number = numbers.get(checkpoint) ?? ++opened;
	numbers.set(checkpoint, number);
	return number;
}

/** A checkpoint as the source of the weights of a design that it fits, its own at first. */
export function weightFile(checkpoint: Checkpoint, design = checkpoint.design): WeightFile {
	const examined = examine(design);
	const layers = examined.ok ? examined.network.layers : [];
	const tables = tablesFor(checkpoint, layers);
	const sized = withTables(checkpoint.tensors, tables);
	const places = [...asNeeded(sized, checkpoint.synonyms, weightShapes(layers))].flatMap(
		([name, { parts, recipe }]): readonly (readonly [string, Place])[] =>
			parts.every(isPart) ? [[name, { parts, ...(recipe ? { recipe } : {}) }]] : []
	);
	const label = labelOf(checkpoint, design, tables);
	return { number: numberOf(checkpoint), label, places: new Map(places) };
}
