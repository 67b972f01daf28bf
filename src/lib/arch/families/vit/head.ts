import { chain, residual, type Chain, type Op, type Parallel, type NamedNet } from '../../net.ts';
import { classifier } from '../classifier.ts';
import { isDistilled, learnedCount, type VitConfig } from './config.ts';
import { linear, mlpOf, normOf } from './parts.ts';

const token = (index: number): Op => ({ kind: 'tokenAt', index });

/** A learned query that attends to the tokens, and an MLP (timm's `AttentionPoolLatent`). */
function attentionPool(config: VitConfig): Chain {
	const { width, poolHeads, poolRatio } = config;
	const heads = poolHeads || config.heads;
	const mlpRatio = poolRatio || config.mlpRatio;
	const query = chain([
		['latent', { kind: 'latent' }],
		['q', linear(width)]
	]);
	const attends: Parallel = {
		kind: 'parallel',
		branches: [
			{ name: '', net: query },
			{ name: '', net: chain([['kv', linear(2 * width)]]) }
		],
		join: { kind: 'crossAttention', heads },
		name: ''
	};
	const mlp = chain([
		['norm', normOf(config)],
		['mlp', mlpOf({ ...config, mlpRatio, mlp: 'plain', bias: true, subNorm: false })]
	]);
	return chain([
		['', attends],
		['proj', linear(width)],
		['', residual(mlp, null)]
	]);
}

function pooled(config: VitConfig): readonly NamedNet[] {
	const skip = config.poolAll ? 0 : learnedCount(config);
	switch (config.pool) {
		case 'token':
			return [['global_pool', token(0)]];
		case 'average':
			return [['global_pool', { kind: 'meanPool', skip }]];
		case 'both': {
			const branches = [
				['cls_pool', token(0)],
				['patch_pool', { kind: 'meanPool', skip: learnedCount(config) }]
			] as const;
			return [
				[
					'',
					{
						kind: 'parallel',
						branches: branches.map(([name, op]) => ({ name: '', net: chain([[name, op]]) })),
						join: 'concat',
						name: 'global_pool'
					}
				]
			];
		}
		case 'map':
			return [
				...(skip > 0 ? [['patch_tokens', { kind: 'dropTokens', count: skip }] as const] : []),
				['attn_pool', attentionPool(config)],
				['global_pool', token(0)]
			];
	}
}

/** What class and distillation token are each classified as, on average (DeiT, arXiv 2012.12877). */
function twoHeads(config: VitConfig): readonly NamedNet[] {
	const head = (name: string, pool: string, index: number) => ({
		name: '',
		net: chain([[pool, token(index)], classifier(name, config)])
	});
	const branches = [head('head', 'global_pool', 0), head('head_dist', 'dist_pool', 1)];
	return [
		['', { kind: 'parallel', branches, join: 'add', name: 'add' }],
		['mean', { kind: 'factor', value: 0.5 }]
	];
}

/** Norm, pooling and classifier. */
export function headOf(config: VitConfig): Chain {
	const { lastNorm, pool } = config;
	const distilled = isDistilled(config);
	// timm's rule: an average is taken before the last norm, the class token after it.
	const rule = pool === 'average' ? 'after' : 'before';
	const place = lastNorm === 'auto' ? rule : lastNorm;
	const after = place === 'after' && !distilled;
	return chain(
		[
			place === 'before' ? ['norm', normOf(config)] : null,
			...(distilled ? twoHeads(config) : pooled(config)),
			after ? ['fc_norm', normOf(config)] : null,
			distilled ? null : classifier('head', config)
		],
		'head'
	);
}
