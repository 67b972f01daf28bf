import { examine, presetDesign, type Network } from '../arch/design.ts';
import { convNet } from '../arch/families/convnet/family.ts';
import { convNetPresets } from '../arch/families/convnet/presets.ts';
import type { ConvNetConfig } from '../arch/families/convnet/config.ts';
import { inferOp, type Inferred } from '../arch/infer.ts';
import { receptiveFieldsOf } from '../count/receptive-field/receptive-field.ts';

/** A preset with some settings changed, as a network. */
export function variant(preset: string, patch: Partial<ConvNetConfig>): Network {
	const base = convNetPresets.get(preset);
	if (!base) throw new Error(`there is no preset ${preset}`);
	const examined = examine({ family: convNet, preset, config: { ...base.config, ...patch } });
	if (!examined.ok) throw new Error(examined.problems.map(({ message }) => message).join('; '));
	return examined.network;
}

/** A preset of any family, if there is one by that name. */
export function presetNetwork(name: string): Readonly<{ label: string; network: Network }> | null {
	const design = presetDesign(name);
	const examined = design && examine(design);
	const label = design?.family.presets.get(name)?.label;
	return examined?.ok && label ? { label, network: examined.network } : null;
}

/** The 3 × 3 convolution of ResNet-50's first stage, in so many groups. */
export function groupedConv(channels: number, groups: number): Inferred {
	const conv = { kind: 'conv', out: channels, kernel: 3, stride: 1, padding: 1, bias: false };
	return inferOp({ ...conv, kind: 'conv', groups }, [56, 56, channels]);
}

/** A bottleneck of ResNet-50's first stage with `groups` paths of `width` channels each. */
export function branchesBlock(groups: number, width: number): number {
	const inner = groups * width;
	const conv = { kind: 'conv', stride: 1, bias: false } as const;
	const layers = [
		inferOp({ ...conv, out: inner, kernel: 1, padding: 0, groups: 1 }, [56, 56, 256]),
		inferOp({ ...conv, out: inner, kernel: 3, padding: 1, groups }, [56, 56, inner]),
		inferOp({ ...conv, out: 256, kernel: 1, padding: 0, groups: 1 }, [56, 56, inner])
	];
	return layers.reduce((sum, { macs }) => sum + macs, 0);
}

/** The width of each of so many paths that keeps the block nearest to the MACs of ResNet's. */
export function branchWidth(groups: number): number {
	const budget = branchesBlock(1, 64);
	const miss = (width: number) => Math.abs(branchesBlock(groups, width) - budget);
	let best = 1;
	for (let width = 2; width <= 64; width++) if (miss(width) < miss(best)) best = width;
	return best;
}

/** How many one-channel paths cost as much as ResNet's block. */
export function singleBranches(): number {
	const budget = branchesBlock(1, 64);
	let groups = 1;
	while (branchesBlock(groups + 1, 1) <= budget) groups++;
	return groups;
}

/** The receptive field after the stem and after each stage, px. */
export function fields({ net, layers }: Network): readonly number[] {
	const sides = new Map<string, number>();
	for (const { layer, size } of receptiveFieldsOf(net, layers))
		if (size !== null) sides.set(layer.section, Math.max(...size, sides.get(layer.section) ?? 0));
	return [...sides.values()];
}
