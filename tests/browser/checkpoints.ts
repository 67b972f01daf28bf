import { examine, withValue, type Network } from '../../src/lib/arch/design.ts';
import { weightFile, type WeightFile } from '../../src/lib/checkpoint/checkpoint.ts';
import { openCheckpoint } from '../../src/lib/checkpoint/open.ts';
import golden from '../golden/checkpoints/logits.json';

export type GoldenName = keyof typeof golden;

/** Checkpoint files on file, with PyTorch's logits. */
export { golden };

async function goldenFile(name: GoldenName): Promise<File> {
	const url = new URL(`../golden/checkpoints/${name}.safetensors`, import.meta.url);
	return new File([await (await fetch(url)).blob()], `${name}.safetensors`);
}

/** The network that a checkpoint fits, and where its weights are. */
export async function goldenNetwork(
	name: GoldenName
): Promise<Readonly<{ network: Network; weights: WeightFile }>> {
	const file = await goldenFile(name);
	const opened = await openCheckpoint(file, file.name);
	if (!opened.ok) throw new Error(opened.message);
	// Swin's shapes do not tell the input's size, and those of a ViT not its heads.
	const sized = withValue(opened.checkpoint.design, 'input', golden[name].input);
	const examined = examine(name.includes('_vit_') ? withValue(sized, 'heads', 3) : sized);
	if (!examined.ok) throw new Error('the checkpoint’s design cannot be computed');
	return { network: examined.network, weights: weightFile(opened.checkpoint) };
}
