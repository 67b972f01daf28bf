import { chain, type NamedNet } from '../../net.ts';
import { classifier } from '../classifier.ts';
import type { ConvNetConfig } from './config.ts';
import { outerNorm, when } from './parts.ts';

/**
 * What comes after the last stage. Returned in two parts: what timm's ConvNeXt keeps outside of its
 * head, and the head.
 */
export function headOf(config: ConvNetConfig): Readonly<{ before: NamedNet; head: NamedNet[] }> {
	const norm = outerNorm(config, 'head');
	const first = config.headNorm === 'before-pool';
	const hidden = chain([
		['fc', { kind: 'linear', out: config.headHidden, bias: true }],
		['act', { kind: 'gelu' }]
	]);
	return {
		before: when('norm_pre', first && norm),
		head: [
			['global_pool', { kind: 'globalPool' }],
			when('norm', !first && norm),
			when('pre_logits', config.headHidden > 0 && hidden),
			classifier('fc', config)
		]
	};
}
