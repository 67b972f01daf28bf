import type { RegNetConfig } from './config.ts';
import { roundHalfEven } from '../rounding.ts';

/** A stage as it is built. */
export type Stage = Readonly<{
	depth: number;
	/** Channels that leave its blocks. */
	width: number;
	/** Channels inside its blocks. */
	inner: number;
	groupWidth: number;
}>;

type Line = Pick<RegNetConfig, 'depth' | 'initialWidth' | 'slope' | 'multiplier'>;

/** Widths are multiples of it (the paper's section 3.3). */
const QUANTUM = 8;

const { fround } = Math;

/**
 * Depth and width of each stage of a quantized line (arXiv 2003.13678, equations 2 to 4): block j is
 * to have w₀ + wₐ j channels and gets w₀ times the nearest power of wₘ. In single precision, as in
 * timm's `generate_regnet`.
 */
function stagesOnLine(line: Line): readonly Pick<Stage, 'depth' | 'width'>[] {
	const { depth, initialWidth, slope, multiplier } = line;
	const depths = new Map<number, number>();
	for (let block = 0; block < depth; block++) {
		const wanted = fround(fround(block * fround(slope)) + initialWidth);
		const ratio = fround(Math.log(fround(wanted / initialWidth)));
		const power = roundHalfEven(fround(ratio / fround(Math.log(multiplier))));
		const exact = fround(initialWidth * fround(fround(multiplier) ** power));
		const width = roundHalfEven(fround(exact / QUANTUM)) * QUANTUM;
		depths.set(width, (depths.get(width) ?? 0) + 1);
	}
	return [...depths].sort(([a], [b]) => a - b).map(([width, count]) => ({ depth: count, width }));
}

/** The nearest multiple of the group, or a larger one where that would take more than a tenth away. */
function divisible(width: number, group: number, rounding: RegNetConfig['groupRounding']): number {
	if (rounding === 'nearest') return roundHalfEven(width / group) * group;
	const nearest = Math.max(group, Math.floor((width + group / 2) / group) * group);
	return nearest < 0.9 * width ? nearest + group : nearest;
}

/**
 * A stage's channels, made to fit its groups (timm's `adjust_widths_groups_comp`). Where the ratio is
 * no whole number, what it gives inside may no longer divide; timm refuses such stages, too.
 */
function onLine(config: RegNetConfig, { depth, width }: Pick<Stage, 'depth' | 'width'>): Stage {
	const wanted = Math.trunc(width * config.bottleneck);
	const groupWidth = Math.max(1, Math.min(config.groupWidth, wanted));
	const fitting = divisible(wanted, groupWidth, config.groupRounding);
	const leaving = Math.trunc(fitting / config.bottleneck);
	return { depth, width: leaving, inner: roundHalfEven(leaving * config.bottleneck), groupWidth };
}

/** A stage as it is said: only what is inside its blocks is rounded to whole groups. */
export function stageAsSaid(stage: Omit<Stage, 'inner'>, bottleneck: number): Stage {
	const { depth, width } = stage;
	const wanted = roundHalfEven(width * bottleneck);
	const groupWidth = Math.max(1, Math.min(stage.groupWidth, wanted));
	const groups = Math.max(1, roundHalfEven(wanted / groupWidth));
	return { depth, width, inner: groups * groupWidth, groupWidth };
}

/** The stages of a design, from its line or as they are said. */
export const stagesOf = (config: RegNetConfig): readonly Stage[] =>
	config.widthRule === 'line'
		? stagesOnLine(config).map((stage) => onLine(config, stage))
		: config.depths.map((depth, at) => {
				const [width, groupWidth] = [config.widths[at] ?? 0, config.groupWidths[at] ?? 1];
				return stageAsSaid({ depth, width, groupWidth }, config.bottleneck);
			});
