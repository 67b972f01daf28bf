import type { Net, Op, NamedNet } from '../../net.ts';
import type { ConvNetConfig } from './config.ts';
import { dilated, type StageStride } from '../output-stride.ts';

// timm and torchvision leave out the bias of a conv that BatchNorm or GroupNorm follows; the paper's
// code adds it back with LayerNorm.
export const hasBias = ({ norm }: ConvNetConfig): boolean => norm !== 'batch' && norm !== 'group';

export function conv(
	config: ConvNetConfig,
	out: number,
	{ kernel = 1, stride = 1, dilation = 1, groups = 1, bias = hasBias(config) } = {}
): Op {
	const padding = dilation * ((kernel - 1) >> 1);
	// Spelled out: thousands of designs a second are built of these, and to spread objects is slow.
	return kernel > 1 && dilation > 1
		? { kind: 'conv', out, kernel, stride, padding, dilation, groups, bias }
		: { kind: 'conv', out, kernel, stride, padding, groups, bias };
}

/** A conv whose kernel is its stride: patches that do not overlap. */
export const patches = (out: number, size: number): Op => ({
	kind: 'conv',
	out,
	kernel: size,
	stride: size,
	padding: 0,
	groups: 1,
	bias: true
});

/** The conv between stages: 2 × 2 with stride 2, or dilated in its place. */
export function between(out: number, { stride, first }: StageStride): Op {
	if (stride === 2) return patches(out, 2);
	const kernel = 2;
	return {
		...{ kind: 'conv', out, kernel, stride, padding: 'same' },
		...dilated(kernel, first),
		...{ groups: 1, bias: true }
	};
}

export function normalization(config: ConvNetConfig, channelsFirst: boolean): Op | null {
	const eps = (usual: number): number =>
		config.normEps === 'usual' ? usual : Number(config.normEps);
	switch (config.norm) {
		case 'batch':
			return { kind: 'batchNorm', eps: eps(1e-5) };
		case 'layer':
			return { kind: 'layerNorm', eps: eps(1e-6), channelsFirst };
		case 'group':
			return { kind: 'groupNorm', groups: config.normGroups, eps: eps(1e-5) };
		case 'rms':
			return { kind: 'rmsNorm', eps: eps(1e-6), channelsFirst };
		case 'simple':
			return { kind: 'simpleNorm', eps: eps(1e-6), channelsFirst };
		case 'none':
			return null;
	}
}

export const when = (name: string, op: Net | null | false): NamedNet => (op ? [name, op] : null);

export const outerNorm = (config: ConvNetConfig, place: string): Op | null =>
	config.outerNorms.includes(place) ? normalization(config, true) : null;
