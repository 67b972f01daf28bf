import { size, type Shapes } from '../../weight-shapes.ts';

/** Where the parts of a ConvNet stand: timm's ConvNeXt names, or its ResNet names. */
export type Places = Readonly<{
	/** Paths of a stem's convolutions and norms by their numbers in it; `null` is the only one. */
	stem: (index: number | null) => string;
	/** The same of what halves the map at its end, which ConvNeXt numbers on. */
	stemPool: string | null;
	stemNorm: string | null;
	stage: (stage: number) => string;
	block: (stage: number, index: number) => string;
	/** A block's convolutions, and the norms after them, in their order. */
	convs: readonly string[];
	norms: readonly string[];
	head: string;
	grn: string;
}>;

export const convnextPlaces: Places = {
	stem: (index) => `stem.${index ?? 0}`,
	stemPool: null,
	stemNorm: null,
	stage: (stage) => `stages.${stage}`,
	block: (stage, index) => `stages.${stage}.blocks.${index}`,
	convs: ['conv_dw', 'mlp.fc1', 'mlp.fc2'],
	norms: ['norm', 'mlp.norm', 'norm3'],
	head: 'head.',
	grn: 'mlp.grn'
};

export const resnetPlaces: Places = {
	stem: (index) => (index === null ? 'conv1' : `conv1.${index}`),
	stemPool: 'maxpool',
	stemNorm: 'bn1',
	stage: (stage) => `layer${stage + 1}`,
	block: (stage, index) => `layer${stage + 1}.${index}`,
	convs: ['conv1', 'conv2', 'conv3'],
	norms: ['bn1', 'bn2', 'bn3'],
	head: '',
	grn: 'grn'
};

export const weight = (path: string): string => `${path}.weight`;

/** Whether a path has a convolution's weight, or a linear layer's. */
export const isProduct = (shapes: Shapes, path: string): boolean =>
	size(shapes, weight(path), 1) > 0;

/** Whether a path has a norm's weight. */
export const isNorm = (shapes: Shapes, path: string): boolean =>
	shapes.get(weight(path))?.length === 1;

export const outOf = (shapes: Shapes, path: string): number => size(shapes, weight(path), 0);
export const kernelOf = (shapes: Shapes, path: string): number => size(shapes, weight(path), 2);
