/** What the page about the site says of it in figures. */
export type About = Readonly<{
	/** The text of CITATION.cff. */
	citation: string;
	version: string;
	/** What is known, and under how many of timm's names. */
	families: readonly Readonly<{ label: string; presets: number }>[];
	/** Tools whose way of counting is known. */
	tools: readonly string[];
}>;
