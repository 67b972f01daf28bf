import type { Op } from '../../net.ts';
import type { ConvNetConfig } from './config.ts';

/** What halves a map after a layer of stride 1, and so without aliasing; `null` where strides do. */
export function antialiased({ antialias }: ConvNetConfig): Op | null {
	switch (antialias) {
		case 'none':
			return null;
		case 'average':
			return { kind: 'avgPool', kernel: 2, stride: 2, padding: 0, countPadding: true };
		case 'blur':
			return { kind: 'blurPool', stride: 2 };
	}
}
