import type { Snippet } from 'svelte';
import type { Column, Order } from './column.ts';

/** What a table is made of: rows `R`, and what is known about each. */
export type TableProps<R> = Readonly<{
	/** The first names its rows. */
	columns: readonly Column<R>[];
	rows: readonly R[];
	key: (row: R) => string | number;
	/** Cells and heads that are more than text, by the column's id. */
	cells?: Readonly<Record<string, Snippet<[R]>>>;
	heads?: Readonly<Record<string, Snippet>>;
	/** With it, heads of columns that have values order the rows. */
	order?: Order;
	onorder?: (order: Order) => void;
	/** What the table is of: with it, the table scrolls by itself under its heads. */
	region?: string;
	/** Most that it is high then, px; and how high each row is, where only rows in sight are made. */
	height?: number;
	rowHeight?: number;
	isSelected?: (row: R) => boolean;
	isHovered?: (row: R) => boolean;
	onhover?: (row: R | null) => void;
	/** What is said where no row is left. */
	empty?: string;
	small?: boolean;
}>;
