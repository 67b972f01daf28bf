import type { Config } from '../fields.ts';
import type { Shape } from '../net.ts';
import type { Shapes } from './weight-shapes.ts';

/**
 * From an author's names to timm's; `$1` and so on stand for what the pattern found. `@0`, `@1` and so on
 * at the end say which part of timm's tensor it is, one below the other, and `+` that it is added to others.
 */
export type NamingRule = readonly [pattern: RegExp, to: string | ((...found: string[]) => string)];

/**
 * Where a tensor's values lie otherwise than timm's: timm's shape, and the shape they are read as and
 * the order of its axes; without these two they lie the same.
 */
export type Layout =
	| Readonly<{ shape: Shape; read: Shape; axes: readonly number[] }>
	| Readonly<{ shape: Shape; read?: undefined; axes?: undefined }>;

/** How an author other than timm names the weights of a family's networks. */
export type Naming = Readonly<{
	/** Whose names they are, as a reader is shown. */
	author: string;
	/** The end of a name that only files of this naming have; what stands before it is around all names. */
	mark: RegExp;
	rules: readonly NamingRule[];
	/** What this author's networks have that neither names nor shapes tell, from timm's names and shapes. */
	says?: (shapes: Shapes) => Config;
	/** timm's names of tensors that this author keeps with axes of length 1 and timm without. */
	flat?: RegExp;
	/** timm's names of tensors whose values lie otherwise, and how. */
	layouts?: readonly Readonly<{ of: RegExp; layout: (shape: Shape) => Layout | null }>[];
	/** Tensors of the author's that are several of timm's, cut across their first axis, or a second. */
	splits?: readonly Readonly<{
		of: RegExp;
		axis?: 1;
		/** Given the length of that axis; the names are as in rules. */
		into: (length: number) => readonly Readonly<{ name: string; from: number; to: number }>[];
	}>[];
	/** Tensors of the author's that the output does not depend on. */
	bystanders?: RegExp;
}>;

/** The stage of a module of torchvision's, which numbers stages and what stands before each alike. */
export const half = (n: string): number => Math.trunc(Number(n) / 2);

export const pick = (table: Readonly<Record<string, string>>, key: string): string =>
	table[key] ?? key;
