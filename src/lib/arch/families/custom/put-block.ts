import { examine, type Design, type Network } from '../../design.ts';
import { stagesOf } from './build.ts';
import { lineAt, withoutRepeats, type CustomConfig } from './config.ts';

/** A block of one stage, and what it costs there. */
export type BlockCost = Readonly<{ params: number; macs: number }>;

/** A design with a block put in, or why it does not fit. */
export type Placement = Readonly<
	{ ok: true; design: Design; cost: BlockCost } | { ok: false; message: string }
>;

/** How many stages a design of lines has. */
export const lineStages = ({ config }: Design): number =>
	Math.max(...stagesOf(config as CustomConfig));

/** One line for all blocks of a stage, counted from 1, or of all stages. */
export function withBlock(design: Design, line: string, stage: number | null): Design {
	// The fields of this family hold exactly what CustomConfig describes.
	const config = design.config as CustomConfig;
	const stages = stagesOf(config);
	const blocks = stages.map((own, row) =>
		stage === null || stage === own ? line : lineAt(config.blocks, row)
	);
	return { ...design, config: { ...config, blocks: withoutRepeats(blocks) } };
}

/** What the last block of a stage costs. */
function costOf({ layers }: Network, stage: number): BlockCost {
	const own = layers.filter((layer) => layer.stage === stage && layer.blockRole === 'block');
	const last = own.filter(({ block }) => block === own.at(-1)?.block);
	return {
		params: last.reduce((sum, { params }) => sum + params, 0),
		macs: last.reduce((sum, { macs }) => sum + macs, 0)
	};
}

/** Puts a block into a stage, counted from 1, or into all; its cost is that in the stage, or the first. */
export function putBlock(design: Design, line: string, stage: number | null): Placement {
	const changed = withBlock(design, line, stage);
	const examined = examine(changed);
	if (!examined.ok) return { ok: false, message: examined.problems[0]?.message ?? '' };
	return { ok: true, design: changed, cost: costOf(examined.network, stage ?? 1) };
}
