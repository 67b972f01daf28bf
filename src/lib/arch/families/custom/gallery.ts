/** A block that a paper describes, as a line for any stage. */
export type PaperBlock = Readonly<{
	name: string;
	line: string;
	/** What is particular about it, in a few words. */
	idea: string;
	source: Readonly<{
		paper: string;
		/** Figure, table, equation or algorithm. */
		where: string;
		year: number;
		arxiv: string;
	}>;
}>;

const source = (arxiv: string, year: number, paper: string, where: string) => ({
	arxiv,
	year,
	paper,
	where
});

const RESNET = 'Deep Residual Learning for Image Recognition';
const METAFORMER = 'MetaFormer Baselines for Vision';
const PROJECTION = 'project(pw C stride=S, bn)';
const swin = (attention: string, mlp: string): string => {
	const plain = `${attention.replace('WINDOWS', 'window=7')}, ${mlp}`;
	const shifted = attention
		.replace('linear 3C', 'windows7 by=3, linear 3C')
		.replace('WINDOWS', 'window=7 shift=3')
		.replace('linear C', 'linear C, unwindows by=3');
	return `alternate(${plain} | ${shifted}, ${mlp})`;
};

/** Blocks of papers, oldest first. */
export const paperBlocks: readonly PaperBlock[] = [
	{
		name: 'ResNet, basic',
		line: `add(conv3 C stride=S, bn, relu, conv3, bn | ${PROJECTION}), relu`,
		idea: 'two 3 × 3 convolutions around which a shortcut goes',
		source: source('1512.03385', 2015, RESNET, 'Figure 5, left')
	},
	{
		name: 'ResNet, bottleneck',
		line: `add(pw C/4, bn, relu, conv3 stride=S, bn, relu, pw C, bn | ${PROJECTION}), relu`,
		idea: 'the 3 × 3 convolution works on a quarter of the channels',
		source: source('1512.03385', 2015, RESNET, 'Figure 5, right')
	},
	{
		name: 'Pre-activation ResNet',
		line: 'add(bn, relu, conv3 C stride=S, bn, relu, conv3 nobias | project(pw C stride=S nobias))',
		idea: 'norm and activation come before, so that nothing stands on the shortcut',
		source: source(
			'1603.05027',
			2016,
			'Identity Mappings in Deep Residual Networks',
			'Figure 4 (e)'
		)
	},
	{
		name: 'ResNeXt',
		line: `add(pw C/2, bn, relu, conv3 stride=S groups=32, bn, relu, pw C, bn | ${PROJECTION}), relu`,
		idea: 'the 3 × 3 convolution in 32 groups',
		source: source(
			'1611.05431',
			2016,
			'Aggregated Residual Transformations for Deep Neural Networks',
			'Figure 3 (c)'
		)
	},
	{
		name: 'Squeeze-and-excitation',
		line: `add(pw C/4, bn, relu, conv3 stride=S, bn, relu, pw C, bn, mul(pool, pw C/16, relu, pw C, sigmoid) | ${PROJECTION}), relu`,
		idea: 'a gate for each channel, from what the whole map holds',
		source: source('1709.01507', 2017, 'Squeeze-and-Excitation Networks', 'Figure 3')
	},
	{
		name: 'MobileNetV2, inverted residual',
		line: 'skip(pw 6I, bn, relu6, dw3 stride=S, bn, relu6, pw C, bn)',
		idea: 'wide inside, narrow on the shortcut, depthwise in between',
		source: source(
			'1801.04381',
			2018,
			'MobileNetV2: Inverted Residuals and Linear Bottlenecks',
			'Table 1'
		)
	},
	{
		name: 'EfficientNet, MBConv',
		line: 'skip(pw 6I, bn, silu, dw3 stride=S, bn, silu, mul(pool, pw I/4, silu, pw 6I, sigmoid), pw C, bn)',
		idea: 'MobileNetV2’s block with a gate and SiLU',
		source: source(
			'1905.11946',
			2019,
			'EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks',
			'Table 1'
		)
	},
	{
		name: 'SwiGLU',
		line: 'add(ln, linear 3C, attention C/64, linear C), add(ln, linear 16C/3, mul(slice 0 8C/3, silu | slice 8C/3 16C/3), linear C)',
		idea: 'an MLP whose one half gates the other, here in a ViT’s block',
		source: source('2002.05202', 2020, 'GLU Variants Improve Transformer', 'Equation 6')
	},
	{
		name: 'ViT',
		line: 'add(ln, linear 3C, attention C/64, linear C), add(ln, linear 4C, gelu, linear C)',
		idea: 'attention among all positions, then an MLP',
		source: source(
			'2010.11929',
			2020,
			'An Image is Worth 16x16 Words: Transformers for Image Recognition at Scale',
			'Figure 1'
		)
	},
	{
		name: 'Swin',
		line: swin(
			'add(ln, linear 3C, attention C/32 WINDOWS, linear C)',
			'add(ln, linear 4C, gelu, linear C)'
		),
		idea: 'attention in windows, shifted in every second block',
		source: source(
			'2103.14030',
			2021,
			'Swin Transformer: Hierarchical Vision Transformer using Shifted Windows',
			'Figure 3 (b)'
		)
	},
	{
		name: 'EfficientNetV2, fused MBConv',
		line: 'skip(conv3 4I stride=S, bn, silu, pw C, bn)',
		idea: 'one dense convolution for the depthwise one and that before it',
		source: source(
			'2104.00298',
			2021,
			'EfficientNetV2: Smaller Models and Faster Training',
			'Figure 2'
		)
	},
	{
		name: 'Swin V2',
		line: swin(
			'add(linear 3C qv, unit C/32, attention C/32 WINDOWS trained=0, linear C, ln)',
			'add(linear 4C, gelu, linear C, ln)'
		),
		idea: 'norms after, cosine attention, positions from an MLP',
		source: source(
			'2111.09883',
			2021,
			'Swin Transformer V2: Scaling Up Capacity and Resolution',
			'Figure 1'
		)
	},
	{
		name: 'PoolFormer',
		line: 'add(gn, sub(avgpool3), scale), add(gn, pw 4C, gelu, pw C, scale)',
		idea: 'a pool in the place of attention',
		source: source(
			'2111.11418',
			2021,
			'MetaFormer Is Actually What You Need for Vision',
			'Algorithm 1'
		)
	},
	{
		name: 'ConvNeXt',
		line: 'add(dw7, ln, linear 4C, gelu, linear C, scale)',
		idea: 'a depthwise 7 × 7, then an MLP at each position',
		source: source('2201.03545', 2022, 'A ConvNet for the 2020s', 'Figure 4')
	},
	{
		name: 'Parallel ViT',
		line: 'add(a:(ln, linear 3C, attention C/64, linear C, scale) | b:(ln, linear 3C, attention C/64, linear C, scale) | ), add(c:(ln, linear 4C, gelu, linear C, scale) | d:(ln, linear 4C, gelu, linear C, scale) | )',
		idea: 'two of each side by side: half as deep',
		source: source(
			'2203.09795',
			2022,
			'Three Things Everyone Should Know About Vision Transformers',
			'Equation 2'
		)
	},
	{
		name: 'CAFormer, convolution',
		line: 'add(ln first nobias, pw 2C nobias, squaredrelu, affine, dw7 nobias, pw C nobias), add(ln first nobias, pw 4C nobias, squaredrelu, affine, pw C nobias)',
		idea: 'a separable convolution and StarReLU, for the first two stages',
		source: source('2210.13452', 2022, METAFORMER, 'ConvFormer’s block')
	},
	{
		name: 'CAFormer, attention',
		line: 'add(ln nobias, linear 3C nobias, attention C/32, linear C nobias | scale operator), add(ln nobias, linear 4C nobias, squaredrelu, affine, linear C nobias | scale operator)',
		idea: 'attention, and a scale on the shortcut, for the last two stages',
		source: source('2210.13452', 2022, METAFORMER, 'the Transformer’s block')
	},
	{
		name: 'ConvNeXt V2',
		line: 'add(dw7, ln, linear 4C, gelu, grn, linear C)',
		idea: 'a global response norm in the MLP, no scale',
		source: source(
			'2301.00808',
			2023,
			'ConvNeXt V2: Co-designing and Scaling ConvNets with Masked Autoencoders',
			'Figure 5'
		)
	},
	{
		name: 'InceptionNeXt',
		line: 'add(concat(slice 0 5C/8 | slice 5C/8 3C/4, dw3 | slice 3C/4 7C/8, dw1x11 | slice 7C/8 C, dw11x1), bn, pw 4C, gelu, pw C, scale)',
		idea: 'most channels pass; a square and two bands take an eighth each',
		source: source(
			'2303.16900',
			2023,
			'InceptionNeXt: When Inception Meets ConvNeXt',
			'Algorithm 1'
		)
	}
];
