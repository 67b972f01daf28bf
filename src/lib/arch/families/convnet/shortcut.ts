import { chain, type Child } from '../../net.ts';
import type { ConvNetConfig } from './config.ts';
import { conv, outerNorm, when } from './parts.ts';

/** Makes a block's input fit what its body gives; `null` where it does as it is. */
export function shortcut(
	config: ConvNetConfig,
	{ entering, leaving, stride }: Readonly<{ entering: number; leaving: number; stride: number }>
): Child | null {
	if (stride === 1 && entering === leaving) return null;
	const norm = outerNorm(config, 'downsample');
	const projection = (kernel: number, by: number) =>
		conv(config, leaving, { kernel, stride: by, bias: false });
	if (config.shortcut === 'average' && config.downsample === 'in-block') {
		// timm's downsample_avg: the last of an odd number of rows is averaged alone.
		const pool = {
			kind: 'avgPool',
			kernel: 2,
			stride,
			padding: 0,
			ceil: true,
			countPadding: false
		} as const;
		const net = chain([when('0', stride > 1 && pool), ['1', projection(1, 1)], when('2', norm)]);
		return { name: 'downsample', net };
	}
	const kernel = config.shortcut === 'wide-conv' && stride > 1 ? 3 : 1;
	return {
		name: 'downsample',
		net: chain([['0', projection(kernel, stride)], when('1', norm)])
	};
}
