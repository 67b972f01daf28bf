import type { Config, Field, Problem } from './fields.ts';
import type { ShapeError } from './infer.ts';
import type { Net } from './net.ts';

/** A space of networks: what a person edits, named points in it, and how a point becomes a network. */
export type Family = Readonly<{
	id: string;
	label: string;
	fields: readonly Field[];
	/** Named designs under timm's names, in the order in which a list shows them. */
	presets: ReadonlyMap<string, Preset>;
	/** Settings that contradict each other; empty when `build` will succeed. */
	check(config: Config): readonly Problem[];
	/** Settings must have passed `check`. Whether shapes fit is found by `layersOf`. */
	build(config: Config): Net;
	/** The field that can mend a shape error. */
	explain(error: ShapeError, config: Config): Problem;
}>;

export type Preset = Readonly<{ label: string; group: string; config: Config }>;
