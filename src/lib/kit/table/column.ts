/** A column of a table of rows `R`. */
export type Column<R> = Readonly<{
	id: string;
	label: string;
	text: (row: R) => string;
	/** What the column is ordered by; a column without it cannot be. `NaN` stands last. */
	value?: (row: R) => string | number;
	/** Where a click orders from the largest first. */
	isDownFirst?: boolean;
	/** Whether it stands on the right, as numbers do. */
	isNumeric?: boolean;
	/** What is shown to a pointer that rests on a cell. */
	title?: (row: R) => string;
	/** Whether long texts break; without it a row is one line. */
	wraps?: boolean;
	/** A CSS length; without it as wide as its cells. */
	width?: string;
	/** How much room the table must have for it: 30 or 42 rem. */
	from?: 'middling' | 'wide';
}>;

/** By which column rows are ordered; `null` leaves them as they come. */
export type Order = Readonly<{ id: string; isDown: boolean }> | null;

const isMissing = (value: string | number): boolean => Number.isNaN(value);

/** Rows in a column's order; equal ones stay as they come, and those without a value come last. */
export function ordered<R>(
	rows: readonly R[],
	columns: readonly Column<R>[],
	order: Order
): readonly R[] {
	const value = order && columns.find(({ id }) => id === order.id)?.value;
	if (!value) return rows;
	const sign = order.isDown ? -1 : 1;
	return [...rows].sort((one, other) => {
		const [a, b] = [value(one), value(other)];
		if (isMissing(a) || isMissing(b)) return Number(isMissing(a)) - Number(isMissing(b));
		return a === b ? 0 : a < b ? -sign : sign;
	});
}

/** A click on a column's head: one way, then the other, then as the rows come. */
export function nextOrder<R>(order: Order, { id, isDownFirst = false }: Column<R>): Order {
	if (order?.id !== id) return { id, isDown: isDownFirst };
	return order.isDown === isDownFirst ? { id, isDown: !isDownFirst } : null;
}

/** Rows whose text has every word of a query. */
export function filtered<R>(
	rows: readonly R[],
	query: string,
	textOf: (row: R) => string
): readonly R[] {
	const words = query.toLowerCase().split(/\s+/).filter(Boolean);
	if (words.length === 0) return rows;
	return rows.filter((row) => {
		const text = textOf(row).toLowerCase();
		return words.every((word) => text.includes(word));
	});
}

/** Which rows of equal height a scrolled window shows, with some to spare on both sides. */
export function windowOf(
	scrollTop: number,
	height: number,
	rowHeight: number,
	count: number
): Readonly<{ start: number; end: number; before: number; after: number }> {
	const spare = 8;
	const start = Math.max(0, Math.min(count, Math.floor(scrollTop / rowHeight)) - spare);
	const end = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + spare);
	return { start, end, before: start * rowHeight, after: (count - end) * rowHeight };
}
