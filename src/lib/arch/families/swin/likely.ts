import { sameValue } from '../../fields.ts';
import type { FileFacts, Likely } from '../likely.ts';
import { countFrom, range, size, type Shapes } from '../weight-shapes.ts';

const [WINDOW, INPUT] = [8, 256];
/** With more, the last stage's map is smaller than a window. */
const MOST_STAGES = 4;

/** Width and depths of swin_v2_t, _s and _b (torchvision/models/swin_transformer.py). */
const PUBLISHED: readonly (readonly [width: number, depths: readonly number[]])[] = [
	[96, [2, 2, 6, 2]],
	[96, [2, 2, 18, 2]],
	[128, [2, 2, 18, 2]]
];

const scale = (stage: number, block: number): string =>
	`layers.${stage}.blocks.${block}.attn.logit_scale`;

const depthsOf = (shapes: Shapes): readonly number[] =>
	range(countFrom(shapes, (stage) => scale(stage, 0))).map((stage) =>
		countFrom(shapes, (block) => scale(stage, block))
	);

/** Windows of torchvision's Swin V2, which no tensor tells: all that it publishes have the same. */
export function likelySwin({ author, shapes }: FileFacts): Likely {
	const depths = depthsOf(shapes);
	if (author !== 'torchvision' || depths.length === 0 || depths.length > MOST_STAGES) return {};
	const width = size(shapes, 'patch_embed.proj.weight', 0);
	const isKnown = PUBLISHED.some(([wide, deep]) => wide === width && sameValue(deep, depths));
	const reason = `torchvision’s Swin V2 have windows of ${WINDOW} × ${WINDOW}, trained at ${INPUT} px`;
	const each = (value: number) => ({ value: depths.map(() => value), reason, isKnown });
	return {
		window: each(WINDOW),
		windowWidth: each(0),
		pretrainedWindow: each(0),
		input: { value: INPUT, reason, isKnown }
	};
}
