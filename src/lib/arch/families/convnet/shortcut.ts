import { chain, type Child, type Op } from '../../net.ts';
import type { ConvNetConfig } from './config.ts';
import { conv, outerNorm, when } from './parts.ts';
import type { StageStride } from '../output-stride.ts';

/** Makes a block's input fit what its body gives; `null` where it does as it is. */
export function shortcut(
	config: ConvNetConfig,
	of: StageStride & Readonly<{ entering: number; leaving: number }>
): Child | null {
	const { entering, leaving, stride, first, dilation } = of;
	if (stride === 1 && entering === leaving) return null;
	const norm = outerNorm(config, 'downsample');
	const projection = (kernel: number, by: number) =>
		conv(config, leaving, { kernel, stride: by, dilation: first, bias: false });
	if (config.shortcut === 'average' && config.downsample === 'in-block') {
		// timm's downsample_avg: the last of an odd number of rows is averaged alone, and with the zeros
		// beside it where kernels are dilated.
		const pool = { kind: 'avgPool', kernel: 2, stride } as const;
		const halving: Op = { ...pool, padding: 0, ceil: true, countPadding: false };
		const dilated: Op = { ...pool, padding: 'same', countPadding: true };
		const pooled = stride > 1 ? halving : dilation > 1 && dilated;
		const net = chain([when('0', pooled), ['1', projection(1, 1)], when('2', norm)]);
		return { name: 'downsample', net };
	}
	const kernel = config.shortcut === 'wide-conv' && (stride > 1 || dilation > 1) ? 3 : 1;
	return {
		name: 'downsample',
		net: chain([['0', projection(kernel, stride)], when('1', norm)])
	};
}
