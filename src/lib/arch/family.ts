import type { Config, Field, Problem } from './fields.ts';
import type { ShapeError } from './infer.ts';
import type { FileFacts, Likely } from './families/likely.ts';
import type { Naming } from './families/naming.ts';
import type { TimmWords } from './families/timm-words.ts';
import type { Guess, Shapes } from './families/weight-shapes.ts';
import type { Mark } from './mark.ts';
import type { Net } from './net.ts';

/** A space of networks: what a person edits, named points in it, and how a point becomes a network. */
export type Family = Readonly<{
	id: string;
	label: string;
	fields: readonly Field[];
	/** Named designs under timm's names, in the order in which a list shows them. */
	presets: ReadonlyMap<string, Preset>;
	/** What the presets under each heading have in common. */
	groups: Readonly<Record<string, GroupFacts>>;
	/**
	 * The stage that each value of a per-stage list is for, from 1, in a family whose stages may take
	 * several values each: rows of blocks that are alike. Left out where each stage has one.
	 */
	stagesOf?(config: Config): readonly number[];
	/** Settings that contradict each other; empty when `build` will succeed. */
	check(config: Config): readonly Problem[];
	/** Settings must have passed `check`. Whether shapes fit is found by `layersOf`. */
	build(config: Config): Net;
	/** How files of its weights are read; loaded when the first is opened. */
	checkpoints(): Promise<CheckpointReader>;
	/** The field that can mend a shape error. */
	explain(error: ShapeError, config: Config): Problem;
}>;

export type GroupFacts = Readonly<{
	mark: Mark;
	/** How timm says what differs from such a preset; left out where timm has no such models. */
	timm?: TimmWords;
	/** Whether only designs under this heading are said by its presets' names: others would not know them. */
	apart?: true;
	image?: ImageWishes;
}>;

/** What timm's checkpoints want done to an image, where that is not ImageNet's usual. */
export type ImageWishes = Readonly<{
	/** Side of the network's input over the shorter side that the image is resized to, 0 to 1. */
	crop?: number;
	/** What is subtracted from values from 0 to 1, and what they are then divided by. */
	mean?: readonly [red: number, green: number, blue: number];
	std?: readonly [red: number, green: number, blue: number];
	interpolation?: 'bilinear' | 'bicubic';
}>;

/** How files with weights of a family's networks are read. */
export type CheckpointReader = Readonly<{
	/** What such networks are called. */
	networks: readonly string[];
	/** The ends of names that files under timm's names have; what stands before them is around all names. */
	marks: readonly RegExp[];
	/** All ways to read a file's tensors as a network of the family; none where they are no such. */
	guess(shapes: Shapes): readonly Guess[];
	/** What is likely where neither names nor shapes tell it. */
	likely?: (file: FileFacts) => Likely;
	/** Names that others than timm give the weights. */
	namings: readonly Naming[];
	/** Names that a tensor has in designs of other settings. */
	synonyms?: readonly (readonly [pattern: RegExp, to: string])[];
}>;

export type Preset = Readonly<{
	label: string;
	group: string;
	config: Config;
	/** Beside those of its group. */
	image?: ImageWishes;
	/** Stands for no network but itself: what a file does not tell is never taken from it. */
	apart?: true;
}>;
