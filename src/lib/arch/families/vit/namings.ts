import type { Naming } from '../naming.ts';
import { dinoNamings } from './dino-namings.ts';
import { otherVitNamings } from './other-namings.ts';

export const vitNamings: readonly Naming[] = [
	{
		author: 'torchvision',
		mark: /encoder\.layers\.encoder_layer_0\.ln_1\.weight$/,
		rules: [
			[/^class_token$/, 'cls_token'],
			[/^encoder\.pos_embedding$/, 'pos_embed'],
			[/^conv_proj\.(.+)$/, 'patch_embed.proj.$1'],
			[/^encoder\.ln\.(.+)$/, 'norm.$1'],
			[/^heads\.head\.(.+)$/, 'head.$1'],
			[/^encoder\.layers\.encoder_layer_(\d+)\.ln_([12])\.(.+)$/, 'blocks.$1.norm$2.$3'],
			// Queries, keys and values lie one below the other in both.
			[
				/^encoder\.layers\.encoder_layer_(\d+)\.self_attention\.in_proj_(weight|bias)$/,
				'blocks.$1.attn.qkv.$2'
			],
			[
				/^encoder\.layers\.encoder_layer_(\d+)\.self_attention\.out_proj\.(.+)$/,
				'blocks.$1.attn.proj.$2'
			],
			[
				/^encoder\.layers\.encoder_layer_(\d+)\.mlp\.(0|3|linear_1|linear_2)\.(.+)$/,
				(block, at, rest) =>
					`blocks.${block}.mlp.${at === '0' || at === 'linear_1' ? 'fc1' : 'fc2'}.${rest}`
			]
		]
	},
	...otherVitNamings,
	...dinoNamings
];
