import { presetLabel, type Design, type Network } from '../../arch/design.ts';
import { sameValue } from '../../arch/fields.ts';
import { sumLayers } from '../../count/totals.ts';
import { createClasses } from './classes.ts';
import { helpersFor } from './helpers.ts';
import { frequencyLines } from './frequencies.ts';
import { hasPairs, withPairs } from './pairs.ts';
import { partOf } from './statements.ts';
import { timmLine } from '../timm.ts';

/** A name for the network's class: that of its preset's group. */
function classTitle({ family, preset }: Design): string {
	const group = family.presets.get(preset)?.group ?? family.label;
	return group.replace(/,.*/, '').replace(/\W/g, '');
}

const grouped = new Intl.NumberFormat('en-US');

/** Whether a design is its preset but for the batch, which is no part of the network. */
function isPreset({ family, preset, config }: Design): boolean {
	const original = family.presets.get(preset)?.config ?? {};
	return family.fields.every(
		({ key, role }) => role === 'batch' || sameValue(config[key], original[key])
	);
}

/** What a design is called: its preset's label, or that it is a variant of it. */
export function titleOf(design: Design): string {
	const label = presetLabel(design);
	return isPreset(design) ? label : `A variant of ${label}`;
}

function heading(design: Design, { layers, input }: Network, sequences: boolean): string {
	const { params, macs } = sumLayers(layers);
	const [height, width] = input;
	const timm = timmLine(design);
	return [
		`"""${titleOf(design)} in plain PyTorch.`,
		'',
		`${grouped.format(params)} parameters, ${grouped.format(macs)} multiply-accumulates for ${height} x ${width} pixels.`,
		"Parameters have timm's names, so that its checkpoints load.",
		...(sequences ? ['An nn.Sequential runs its modules in the order in which they are set.'] : []),
		...(timm ? ['', 'The same network from timm:', '', `    ${timm}`] : []),
		'"""'
	].join('\n');
}

/** A design as a Python file that needs nothing but PyTorch, and prints its parameters when it is run. */
export function printPytorch(design: Design, network: Network): string {
	const { net, input } = network;
	const title = classTitle(design);
	const classes = createClasses();
	if (net.kind !== 'chain') throw new Error('a network is a chain');
	classes.write(title, partOf(withPairs(net), input), frequencyLines(network.layers));
	const body = classes.sources();
	const helpers = helpersFor(body.join('\n'), hasPairs(net));
	const code = [...helpers, ...body].join('\n');
	const uses = (name: string) => code.includes(name);
	const imports = [
		...(uses('OrderedDict(') ? ['from collections import OrderedDict', ''] : []),
		...(uses('partial(') ? ['from functools import partial', ''] : []),
		...(uses('torch.') ? ['import torch'] : []),
		...(uses('F.') ? ['import torch.nn.functional as F'] : []),
		'from torch import nn'
	].join('\n');
	const main = [
		'if __name__ == "__main__":',
		`    model = ${title}()`,
		'    print(f"{sum(p.numel() for p in model.parameters()):,} parameters")'
	].join('\n');
	return `${[`${heading(design, network, uses('(nn.Sequential):'))}\n\n${imports}`, ...helpers, ...body, main].join('\n\n\n')}\n`;
}
