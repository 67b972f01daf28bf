import { chain, type Chain, type Op, type NamedNet } from '../../net.ts';
import { blockOf } from './block.ts';
import { isDistilled, type VitConfig } from './config.ts';
import { embeddingOf } from './embedding.ts';
import { headOf } from './head.ts';
import { normOf } from './parts.ts';

/** Patches as tokens, and those that are learned before them; class token first. */
function stemOf(config: VitConfig): Chain {
	const { classToken, registers, positions, embedNorm } = config;
	const embedding: NamedNet = ['pos_embed', { kind: 'positionEmbedding' }];
	const learned = (count: number, role: 'class' | 'distillation' | 'register'): Op => ({
		kind: 'learnedTokens',
		count,
		role
	});
	return chain(
		[
			...embeddingOf(config),
			positions === 'patches' ? embedding : null,
			registers > 0 ? ['reg_token', learned(registers, 'register')] : null,
			isDistilled(config) ? ['dist_token', learned(1, 'distillation')] : null,
			classToken ? ['cls_token', learned(1, 'class')] : null,
			positions === 'all' ? embedding : null,
			embedNorm === 'tokens' ? ['norm_pre', normOf(config)] : null
		],
		'stem'
	);
}

/** The network of a configuration that the family's `check` finds nothing wrong with. */
export function buildVit(config: VitConfig): Chain {
	const first = blockOf(config, 0);
	const block = (i: number) => (config.rotary === 'learned' ? blockOf(config, i) : first);
	const blocks = Array.from({ length: config.depth }, (_, i) => [String(i), block(i)] as const);
	return chain([
		['', stemOf(config)],
		['blocks', chain(blocks, 'stage')],
		['', headOf(config)]
	]);
}
