/** From an author's names to timm's; `$1` and so on stand for what the pattern found. */
export type NamingRule = readonly [pattern: RegExp, to: string | ((...found: string[]) => string)];

/** How an author other than timm names the weights of a family's networks. */
export type Naming = Readonly<{
	/** Whose names they are, as a reader is shown. */
	author: string;
	/** A tensor that only files of this naming have. */
	mark: RegExp;
	rules: readonly NamingRule[];
	/** timm's names of tensors that this author keeps with axes of length 1 and timm without. */
	flat?: RegExp;
}>;

/** The stage of a module of torchvision's, which numbers stages and what stands before each alike. */
export const half = (n: string): number => Math.trunc(Number(n) / 2);

export const pick = (table: Readonly<Record<string, string>>, key: string): string =>
	table[key] ?? key;
