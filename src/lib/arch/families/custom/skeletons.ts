import { chain, type Chain, type NamedNet, type Net } from '../../net.ts';

/** What timm calls stages and blocks in networks of one kind. */
type Skeleton = Readonly<{
	/** What holds all stages; empty where they stand beside stem and head. */
	container: string;
	stage: (index: number) => string;
	/** What holds a stage's blocks; empty where they stand in the stage itself. */
	blocks: string;
	block: (index: number) => string;
}>;

const skeletons = {
	convnext: { container: 'stages', stage: String, blocks: 'blocks', block: String },
	resnet: { container: '', stage: (i) => `layer${i + 1}`, blocks: '', block: String },
	regnet: { container: '', stage: (i) => `s${i + 1}`, blocks: '', block: (i) => `b${i + 1}` },
	efficientnet: { container: 'blocks', stage: String, blocks: '', block: String },
	swin: { container: 'layers', stage: String, blocks: 'blocks', block: String },
	vit: {
		container: '',
		stage: (i) => (i === 0 ? 'blocks' : `blocks${i + 1}`),
		blocks: '',
		block: String
	}
} as const satisfies Readonly<Record<string, Skeleton>>;

export type SkeletonName = keyof typeof skeletons;

export const SKELETONS = Object.keys(skeletons) as readonly SkeletonName[];

const childOf = (net: Net | undefined, name: string): Net | undefined =>
	net?.kind === 'chain' ? net.children.find((child) => child.name === name)?.net : undefined;

/** Whose names the stages and blocks of a network have. */
export const skeletonOf = (net: Chain): SkeletonName | undefined =>
	SKELETONS.find((name) => {
		const { container, stage, blocks, block }: Skeleton = skeletons[name];
		const first = childOf(container === '' ? net : childOf(net, container), stage(0));
		const held = childOf(blocks === '' ? first : childOf(first, blocks), block(0));
		return first?.kind === 'chain' && first.role === 'stage' && held !== undefined;
	});

/** The parts of a stage. */
export type StageParts = Readonly<{ downsampling: NamedNet; blocks: readonly Chain[] }>;

/** Stem, stages and head in one network. */
export function assembled(
	name: SkeletonName,
	stem: NamedNet,
	stages: readonly StageParts[],
	head: NamedNet
): Chain {
	const { container, stage, blocks: holder, block }: Skeleton = skeletons[name];
	const all = stages.map(({ downsampling, blocks }, i): NamedNet => {
		const named = blocks.map((net, at): NamedNet => [block(at), net]);
		const held: readonly NamedNet[] = holder === '' ? named : [[holder, chain(named)]];
		return [stage(i), chain([downsampling, ...held], 'stage')];
	});
	return chain([stem, ...(container === '' ? all : [[container, chain(all)] as const]), head]);
}
