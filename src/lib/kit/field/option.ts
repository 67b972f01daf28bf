/** What a select offers. */
export type SelectOption<V> = Readonly<{
	value: V;
	label: string;
	disabled?: boolean;
	/** What is shown to a pointer that rests on it. */
	title?: string | null;
}>;

/** Options under one heading. */
export type OptionGroup<V> = Readonly<{ label: string; options: readonly SelectOption<V>[] }>;

/** An option's value as the element has it; `null` is the empty text. */
export const valueText = (value: string | number | null): string => String(value ?? '');
