import { expect, test } from 'vitest';
import { flowOf } from '../../../src/lib/arch/flow.ts';
import { blocksOf, withoutBlock } from '../../../src/lib/arch/lesions.ts';
import { smallNetwork } from '../../small-networks.ts';

function pathsWithout(name: string, block: string) {
	const { net, layers } = smallNetwork(name);
	return withoutBlock(layers, flowOf(net), block).map(({ path }) => path);
}

test('a block is switched off at the end of what it adds, on every branch that it adds', () => {
	expect(pathsWithout('tiny_convnext', 'stages.2.blocks.1')).toEqual(['stages.2.blocks.1.gamma']);
	// Attention and MLP.
	expect(pathsWithout('tiny_vit', 'blocks.0')).toEqual(['blocks.0.attn.proj', 'blocks.0.mlp.fc2']);
});

test('a shortcut with layers of its own stays, and what has no shortcut cannot go', () => {
	expect(pathsWithout('tiny_resnet_bottleneck', 'layer2.0')).toEqual(['layer2.0.bn3']);
	expect(pathsWithout('mobilenetv3_small_050@64', 'blocks.1.0')).toEqual([]);
});

test('blocks are those of the network, in order', () => {
	expect(blocksOf(smallNetwork('tiny_convnext').layers)).toEqual([
		'stages.0.blocks.0',
		'stages.1.blocks.0',
		'stages.2.blocks.0',
		'stages.2.blocks.1',
		'stages.3.blocks.0'
	]);
});
