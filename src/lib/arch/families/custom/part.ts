import type { Setting } from '../../block-text/edit/trace.ts';
import type { Layer } from '../../infer.ts';
import { stagesOf } from './build.ts';
import { lineAt, withoutRepeats, type CustomConfig } from './config.ts';

export type LinesKey = 'stem' | 'blocks' | 'downsampling' | 'head';

/** The line that says a part of a network, and what it is read for there. */
export type PartLine = Readonly<{
	key: LinesKey;
	/** Number of the line in its list: of the row, or of the stage. */
	index: number;
	text: string;
	/** Rows or stages that this very text is for. */
	shared: number;
	/** What its list is for: as many lines as it could have. */
	count: number;
	setting: Setting;
}>;

/**
 * The line of a block, a downsampling, the stem or the head.
 *
 * @param layers of a network of these rows
 * @param id of the part
 */
export function partLine(
	config: CustomConfig,
	layers: readonly Layer[],
	id: string
): PartLine | null {
	const first = layers.find(({ block, section }) => (block ?? section) === id);
	if (!first) return null;
	const { in: x, sectionRole, blockRole, stage, section } = first;
	const { widths, depths, strides, classes } = config;
	const numbers = stagesOf(config);
	const rows = numbers.flatMap((number, row) => (number === stage ? [row] : []));
	const entering = x.at(-1) ?? 0;

	const line = (
		key: LinesKey,
		index: number,
		count: number,
		setting: Pick<Setting, 'scope' | 'named'>,
		place: Readonly<{ width: number; stride: number; index: number }>
	): PartLine => {
		const text = lineAt(config[key], index);
		const all = Array.from({ length: count }, (_, i) => lineAt(config[key], i));
		const shared = all.filter((other) => other === text).length;
		const full = { ...place, entering, classes };
		return { key, index, text, shared, count, setting: { ...setting, place: full, x } };
	};

	const still = { stride: 1, index: 0 };
	if (sectionRole === 'stem')
		return line('stem', 0, 1, { scope: 'index', named: true }, { width: widths[0] ?? 0, ...still });
	if (sectionRole === 'head')
		return line('head', 0, 1, { scope: 'head', named: true }, { width: entering, ...still });
	if (blockRole === 'downsample') {
		const width = widths[rows[0] ?? 0] ?? 0;
		const count = Math.max(...numbers);
		return line(
			'downsampling',
			stage - 1,
			count,
			{ scope: 'index', named: false },
			{ width, ...still }
		);
	}
	if (blockRole !== 'block') return null;
	const own = layers.filter((layer) => layer.section === section && layer.blockRole === 'block');
	let index = [...new Set(own.map(({ block }) => block))].indexOf(id);
	let row = rows[0] ?? 0;
	for (const each of rows) {
		row = each;
		const depth = depths[row] ?? 0;
		if (index < depth) break;
		index -= depth;
	}
	const stride = index === 0 ? (strides[row] ?? 1) : 1;
	const place = { width: widths[row] ?? 0, stride, index };
	return line('blocks', row, depths.length, { scope: 'block', named: false }, place);
}

/**
 * A list with another text for a part.
 *
 * @param everywhere whether all rows or stages of this text have it, or this one alone
 */
export function withPartLine(
	config: CustomConfig,
	{ key, index, text, count }: PartLine,
	next: string,
	everywhere: boolean
): readonly string[] {
	const all = Array.from({ length: count }, (_, i) => lineAt(config[key], i));
	return withoutRepeats(
		all.map((line, i) => (i === index || (everywhere && line === text) ? next : line))
	);
}
