import { expect, test } from 'vitest';
import { presetDesign } from '../../../src/lib/arch/design.ts';
import { expectWeightsOf } from '../../../scripts/named-weights.ts';

const name = 'timm_resnext_bf16.safetensors';
const files = [{ name, path: `tests/golden/checkpoints/${name}` }];

test('weights of another network than the named one are refused with what they are of', async () => {
	const design = presetDesign('convnext_tiny');
	if (!design) throw new Error('there is such a preset');
	await expect(expectWeightsOf(files, design)).rejects.toThrow(
		/timm_resnext_bf16.safetensors is of resnext\S*, and not of convnext_tiny, which was named/
	);
	const cut = [{ name: 'package.json', path: 'package.json' }];
	await expect(expectWeightsOf(cut, design)).rejects.toThrow(/^--weights: “package.json”/);
});
