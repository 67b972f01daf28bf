import { chain, type NamedNet, type Net, type Op } from '../../net.ts';
import { trunkOf } from '../convnet/build.ts';
import { convNetPresets } from '../convnet/presets.ts';
import type { VitConfig } from './config.ts';
import { CONVS, RESNETS, type ResNetEmbedding } from './token-map.ts';
import { normOf } from './parts.ts';
import { isResNetV2, resNetV2 } from './resnet-v2.ts';

const conv = (out: number, kernel: number, bias: boolean): Op => ({
	kind: 'conv',
	out,
	kernel,
	stride: kernel,
	padding: 0,
	groups: 1,
	bias
});

const convs = (width: number): Net =>
	chain(
		CONVS.map((kernel, i): NamedNet => {
			const last = i === CONVS.length - 1;
			const steps: readonly NamedNet[] = last
				? [['conv', conv(width, kernel, true)]]
				: [
						['conv', conv(Math.trunc(width / 4), kernel, false)],
						['bn', { kind: 'batchNorm', eps: 1e-5 }],
						['act', { kind: 'gelu' }]
					];
			return [String(i), chain(steps)];
		})
	);

/** Within a stem, a block is not one of the network's. */
const unmarked = (child: NamedNet): NamedNet =>
	child?.[1].kind === 'chain' ? [child[0], { ...child[1], role: null }] : child;

/** A ResNet up to the map of its last stage. */
function resNet(embedding: ResNetEmbedding, channels: number): Net {
	const [name, stages] = RESNETS[embedding];
	const preset = convNetPresets.get(name);
	if (!preset) throw new Error(`there is no preset ${name}`);
	const { config } = preset;
	const trunk = trunkOf({ ...config, channels, depths: config.depths.slice(0, stages) });
	const held = trunk.stages.map(({ name, parts }) => [name, chain(parts.map(unmarked))] as const);
	return chain([...trunk.stem, ...held]);
}

/** What makes tokens of an image. */
export function embeddingOf(config: VitConfig): readonly NamedNet[] {
	const { embedding, patch, width, embedNorm, channels } = config;
	const flatten: Op = { kind: 'flatten' };
	const norm = embedNorm === 'patches' ? normOf(config) : null;
	// A norm right after all tokens are put together takes its place in timm.
	const bias = embedNorm !== 'tokens';
	if (embedding === 'patches')
		return [
			['patch_embed.proj', conv(width, patch, bias)],
			['patch_embed.flatten', flatten],
			norm && ['patch_embed.norm', norm]
		];
	const made: readonly NamedNet[] =
		embedding === 'convs'
			? [['backbone', convs(width)]]
			: [
					['backbone', isResNetV2(embedding) ? resNetV2(embedding) : resNet(embedding, channels)],
					['proj', conv(width, embedding === 'resnetv2-stem' ? patch : 1, bias)]
				];
	return [['patch_embed', chain([...made, ['flatten', flatten], norm && ['norm', norm]])]];
}
