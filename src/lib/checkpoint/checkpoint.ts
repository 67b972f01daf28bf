import { examine, type Design } from '../arch/design.ts';
import type { Layer } from '../arch/infer.ts';
import { toTimmNames } from './naming.ts';
import { loadReaders, type FamilyReader } from './readers.ts';
import {
	configDifferencesOf,
	isComplete,
	recognise,
	weightShapes,
	type ConfigDifferences
} from './recognition.ts';
import { FormatError, quoted, short } from './containers/format-error.ts';
import type { Container } from './containers/container.ts';
import { readContainer } from './containers/read.ts';
import type { Stored } from './containers/stored.ts';
import { isFloat, type Float } from './containers/widen.ts';

/** A checkpoint file as its header describes it; values are read when they are needed. */
export type Checkpoint = Readonly<{
	name: string;
	author: string;
	/** By timm's names. */
	tensors: ReadonlyMap<string, Stored>;
	/** Types of the values that the design takes, such as `F16`. */
	dtypes: readonly string[];
	/** The design that it fits. */
	design: Design;
	/** Labels of the fields that it does not tell. */
	assumed: readonly string[];
	differences: ConfigDifferences;
	/** What is worth knowing of how the file was read, a sentence each. */
	notes: readonly string[];
}>;

/** Why a file cannot be used; `details` names tensors, one to a line. */
export type Refused = Readonly<{ ok: false; message: string; details: readonly string[] }>;
export type OpenedCheckpoint = Readonly<{ ok: true; checkpoint: Checkpoint }> | Refused;

const refuse = (message: string, details: readonly string[] = []): Refused => ({
	ok: false,
	message,
	details
});

const shapeText = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

/** Every tensor in which a file differs from a design, in words. */
const tellDifferences = ({ missing, misshapen, extra }: ConfigDifferences): readonly string[] => [
	...missing.map((name) => `missing: ${name}`),
	...misshapen.map(
		({ name, shape, needed }) =>
			`misshapen: ${name} is ${shapeText(shape)}, and the design needs ${shapeText(needed)}`
	),
	...extra.map((name) => `not in the design: ${short(name)}`)
];

const shapesIn = (tensors: ReadonlyMap<string, Stored>) =>
	new Map([...tensors].map(([name, { shape }]) => [name, shape] as const));

/** Whether a checkpoint holds all weights of a network, in the shapes that it needs. */
export const fitsNetwork = ({ tensors }: Checkpoint, layers: readonly Layer[]): boolean =>
	isComplete(configDifferencesOf(layers, shapesIn(tensors)));

function describe(
	name: string,
	{ tensors: stored, notes }: Container,
	readers: readonly FamilyReader[]
): OpenedCheckpoint {
	const { author, tensors } = toTimmNames(stored, readers);
	const found = recognise(shapesIn(tensors), readers, author !== 'timm');
	if (!found.ok) return refuse(`${quoted(name)} does not fit any design here. ${found.message}`);
	const { design, assumed, differences } = found;
	const examined = examine(design);
	const needed = examined.ok ? [...weightShapes(examined.network.layers).keys()] : [];
	const label = design.family.presets.get(design.preset)?.label ?? design.preset;
	if (!isComplete(differences))
		return refuse(
			`${quoted(name)} is nearest to ${label}, and does not fit it.`,
			tellDifferences(differences)
		);
	const dtypeOf = (tensor: string) => tensors.get(tensor)?.dtype ?? '';
	const odd = needed.filter((tensor) => !isFloat(dtypeOf(tensor)));
	if (odd.length > 0)
		return refuse(
			`${quoted(name)} holds values of a type that is not read here; permitted are F64, F32, F16 and BF16.`,
			odd.map((tensor) => `${dtypeOf(tensor)}: ${tensor}`)
		);
	const dtypes = [...new Set(needed.map(dtypeOf))];
	return {
		ok: true,
		checkpoint: { name, author, tensors, dtypes, design, assumed, differences, notes }
	};
}

/** Reads a file's header and finds the design it fits. Never throws: what is wrong is returned. */
export async function openCheckpoint(file: Blob, name: string): Promise<OpenedCheckpoint> {
	try {
		return describe(name, await readContainer(file, name), await loadReaders());
	} catch (error) {
		if (error instanceof FormatError) return refuse(`${quoted(name)}: ${error.message}`);
		// The browser says so where a file was moved or is not permitted to be read.
		if (error instanceof DOMException)
			return refuse(`${quoted(name)} could not be read: ${error.message}`);
		throw error;
	}
}

/** Where the values of a weight are. */
export type Place = Stored & Readonly<{ dtype: Float }>;

const isPlace = (stored: Stored): stored is Place => isFloat(stored.dtype);

/** Where the values of a network's weights are; plain data for a worker. */
export type WeightFile = Readonly<{
	/** What it is, for the report. */
	label: string;
	/** By timm's names. */
	places: ReadonlyMap<string, Place>;
}>;

const checkpointLabel = ({ name, tensors, dtypes }: Checkpoint): string =>
	`${name}: ${tensors.size} tensors, ${dtypes.join(' and ')}`;

/** A checkpoint as the source of a network's weights. */
export function weightFile(checkpoint: Checkpoint): WeightFile {
	const places = [...checkpoint.tensors].flatMap(([name, stored]) =>
		isPlace(stored) ? [[name, stored] as const] : []
	);
	return { label: checkpointLabel(checkpoint), places: new Map(places) };
}
