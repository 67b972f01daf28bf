/** One thing that is known of something, in words; `share` says of what it is part. */
export type Fact = Readonly<{
	name: string;
	value: string;
	share?: string;
	/** What is shown to a pointer that rests on its name. */
	title?: string;
}>;
