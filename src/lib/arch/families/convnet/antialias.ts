import type { Op } from '../../net.ts';
import type { ConvNetConfig } from './config.ts';

/**
 * What halves a map after a layer of stride 1, and so without aliasing; `null` where strides do.
 *
 * @param stride 1 where a stage dilates its kernels instead: timm blurs there too
 */
export function antialiased({ antialias }: ConvNetConfig, stride: 1 | 2 = 2): Op | null {
	switch (antialias) {
		case 'none':
			return null;
		case 'average':
			return stride === 1
				? null
				: { kind: 'avgPool', kernel: 2, stride, padding: 0, countPadding: true };
		case 'blur':
			return { kind: 'blurPool', stride };
	}
}
