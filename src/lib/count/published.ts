/** Where published numbers come from. */
export type Source = Readonly<{ name: string; url: string }>;

export const TIMM_RESULTS: Source = {
	name: 'timm results, results-imagenet.csv',
	url: 'https://github.com/huggingface/pytorch-image-models/blob/main/results/results-imagenet.csv'
};

export const CONVNEXT_PAPER: Source = {
	name: 'A ConvNet for the 2020s, arXiv 2201.03545',
	url: 'https://arxiv.org/abs/2201.03545'
};

/** ImageNet-1k top-1 of one checkpoint, trained on ImageNet-1k alone. */
export type Accuracy = Readonly<{
	/** Name of the checkpoint, or what the paper calls the model. */
	checkpoint: string;
	/** Side of the images it was tested on, px. */
	input: number;
	top1: number;
	/** The best of the same network and input after another recipe, where there is one. */
	best: Readonly<{ checkpoint: string; top1: number }> | null;
	source: Source;
}>;

type Row = readonly [
	preset: string,
	tag: string,
	input: number,
	top1: number,
	best: readonly [tag: string, top1: number] | null
];

/**
 * The plain checkpoint of each preset: the first recipe published for it (torchvision's for ResNets,
 * pycls's for RegNets, the authors' for the others), and the best of all recipes that see ImageNet-1k only. ConvNeXt V2 is
 * pre-trained on the same images without labels.
 */
const TIMM: readonly Row[] = [
	['convnext_atto', 'd2_in1k', 224, 75.672, null],
	['convnext_femto', 'd1_in1k', 224, 77.498, null],
	['convnext_pico', 'd1_in1k', 224, 79.516, null],
	['convnext_nano', 'd1h_in1k', 224, 80.762, null],
	['convnext_tiny', 'fb_in1k', 224, 82.066, null],
	['convnext_small', 'fb_in1k', 224, 83.144, null],
	['convnext_base', 'fb_in1k', 224, 83.838, null],
	['convnext_large', 'fb_in1k', 224, 84.304, null],
	['convnextv2_atto', 'fcmae_ft_in1k', 224, 76.644, null],
	['convnextv2_femto', 'fcmae_ft_in1k', 224, 78.476, null],
	['convnextv2_pico', 'fcmae_ft_in1k', 224, 80.304, null],
	['convnextv2_nano', 'fcmae_ft_in1k', 224, 81.856, null],
	['convnextv2_tiny', 'fcmae_ft_in1k', 224, 82.948, null],
	['convnextv2_base', 'fcmae_ft_in1k', 224, 84.89, null],
	['convnextv2_large', 'fcmae_ft_in1k', 224, 85.762, null],
	['convnextv2_huge', 'fcmae_ft_in1k', 224, 86.26, null],
	['resnet18', 'tv_in1k', 224, 69.752, ['a1_in1k', 71.504]],
	['resnet34', 'tv_in1k', 224, 73.298, ['ra4_e3600_r224_in1k', 77.492]],
	['resnet50', 'tv_in1k', 224, 76.156, ['tv2_in1k', 80.846]],
	['resnet101', 'tv_in1k', 224, 77.404, ['a1h_in1k', 81.95]],
	['resnet152', 'tv_in1k', 224, 78.33, ['a1h_in1k', 82.818]],
	['wide_resnet50_2', 'tv_in1k', 224, 78.486, ['tv2_in1k', 81.612]],
	['wide_resnet101_2', 'tv_in1k', 224, 78.862, ['tv2_in1k', 82.514]],
	['resnext50_32x4d', 'tv_in1k', 224, 77.632, ['tv2_in1k', 81.19]],
	['resnext101_32x4d', 'gluon_in1k', 224, 80.336, null],
	['resnext101_32x8d', 'tv_in1k', 224, 79.308, ['tv2_in1k', 82.832]],
	['resnext101_64x4d', 'gluon_in1k', 224, 80.64, ['tv_in1k', 82.978]],
	['swin_tiny_patch4_window7_224', 'ms_in1k', 224, 81.388, null],
	['swin_small_patch4_window7_224', 'ms_in1k', 224, 83.228, null],
	['swin_base_patch4_window7_224', 'ms_in1k', 224, 83.604, null],
	['swin_base_patch4_window12_384', 'ms_in1k', 384, 84.478, null],
	['vit_small_patch16_224', 'augreg_in1k', 224, 78.842, null],
	['vit_base_patch16_224', 'augreg_in1k', 224, 79.154, null],
	['vit_base_patch16_384', 'augreg_in1k', 384, 81.102, null],
	['vit_base_patch32_224', 'augreg_in1k', 224, 74.908, null],
	['deit_tiny_patch16_224', 'fb_in1k', 224, 72.19, null],
	['deit_small_patch16_224', 'fb_in1k', 224, 79.856, null],
	['deit_base_patch16_224', 'fb_in1k', 224, 81.98, null],
	['convnext_zepto_rms', 'ra4_e3600_r224_in1k', 224, 72.82, null],
	['convnext_zepto_rms_ols', 'ra4_e3600_r224_in1k', 224, 73.234, null],
	['convnext_atto_ols', 'a2_in1k', 224, 75.902, null],
	['convnext_femto_ols', 'd1_in1k', 224, 77.852, null],
	['convnext_pico_ols', 'd1_in1k', 224, 79.542, null],
	['convnext_nano_ols', 'd1h_in1k', 224, 80.906, null],
	['convnext_tiny_hnf', 'a2h_in1k', 224, 82.23, null],
	['resnext50d_32x4d', 'bt_in1k', 224, 79.672, null],
	['regnetx_002', 'pycls_in1k', 224, 68.758, null],
	['regnetx_004', 'pycls_in1k', 224, 72.482, null],
	['regnetx_004_tv', 'tv2_in1k', 224, 74.596, null],
	['regnetx_006', 'pycls_in1k', 224, 73.904, null],
	['regnetx_008', 'pycls_in1k', 224, 75.054, ['tv2_in1k', 77.294]],
	['regnetx_016', 'pycls_in1k', 224, 76.936, ['tv2_in1k', 79.44]],
	['regnetx_032', 'pycls_in1k', 224, 78.16, ['tv2_in1k', 80.916]],
	['regnetx_040', 'pycls_in1k', 224, 78.486, null],
	['regnetx_064', 'pycls_in1k', 224, 79.062, null],
	['regnetx_080', 'pycls_in1k', 224, 79.214, ['tv2_in1k', 81.552]],
	['regnetx_120', 'pycls_in1k', 224, 79.608, null],
	['regnetx_160', 'pycls_in1k', 224, 79.844, ['tv2_in1k', 82.574]],
	['regnetx_320', 'pycls_in1k', 224, 80.258, ['tv2_in1k', 82.824]],
	['regnety_002', 'pycls_in1k', 224, 70.288, null],
	['regnety_004', 'pycls_in1k', 224, 74.004, ['tv2_in1k', 75.594]],
	['regnety_006', 'pycls_in1k', 224, 75.274, null],
	['regnety_008', 'pycls_in1k', 224, 76.334, null],
	['regnety_008_tv', 'tv2_in1k', 224, 78.672, null],
	['regnety_016', 'pycls_in1k', 224, 77.88, ['tv2_in1k', 80.668]],
	['regnety_032', 'pycls_in1k', 224, 78.902, ['ra_in1k', 81.948]],
	['regnety_040', 'pycls_in1k', 224, 79.246, ['ra3_in1k', 82.308]],
	['regnety_064', 'pycls_in1k', 224, 79.734, ['ra3_in1k', 83.006]],
	['regnety_080', 'pycls_in1k', 224, 79.874, ['ra3_in1k', 83.166]],
	['regnety_080_tv', 'tv2_in1k', 224, 82.58, null],
	['regnety_120', 'pycls_in1k', 224, 80.382, null],
	['regnety_160', 'pycls_in1k', 224, 80.284, ['deit_in1k', 83]],
	['regnety_320', 'pycls_in1k', 224, 80.796, ['tv2_in1k', 83.17]],
	['swin_s3_tiny_224', 'ms_in1k', 224, 82.128, null],
	['swin_s3_small_224', 'ms_in1k', 224, 83.778, null],
	['swin_s3_base_224', 'ms_in1k', 224, 83.92, null],
	['swinv2_tiny_window8_256', 'ms_in1k', 256, 81.824, null],
	['swinv2_tiny_window16_256', 'ms_in1k', 256, 82.828, null],
	['swinv2_small_window8_256', 'ms_in1k', 256, 83.844, null],
	['swinv2_small_window16_256', 'ms_in1k', 256, 84.216, null],
	['swinv2_base_window8_256', 'ms_in1k', 256, 84.246, null],
	['swinv2_base_window16_256', 'ms_in1k', 256, 84.608, null],
	['vit_small_patch16_384', 'augreg_in1k', 384, 81.13, null],
	['vit_base_patch32_384', 'augreg_in1k', 384, 78.75, null],
	['deit_base_patch16_384', 'fb_in1k', 384, 83.108, null],
	['deit3_small_patch16_224', 'fb_in1k', 224, 81.382, null],
	['deit3_small_patch16_384', 'fb_in1k', 384, 83.432, null],
	['deit3_medium_patch16_224', 'fb_in1k', 224, 83.09, null],
	['deit3_base_patch16_224', 'fb_in1k', 224, 83.8, null],
	['deit3_base_patch16_384', 'fb_in1k', 384, 85.088, null],
	['deit3_large_patch16_224', 'fb_in1k', 224, 84.772, null],
	['deit3_large_patch16_384', 'fb_in1k', 384, 85.82, null],
	['deit3_huge_patch14_224', 'fb_in1k', 224, 85.204, null]
];

/** Table 2 of the paper, at 224 px. */
const ISOTROPIC: readonly (readonly [preset: string, model: string, top1: number])[] = [
	['convnext_isotropic_small', 'ConvNeXt-S (iso.)', 79.7],
	['convnext_isotropic_base', 'ConvNeXt-B (iso.)', 82],
	['convnext_isotropic_large', 'ConvNeXt-L (iso.)', 82.6]
];

/** Images a second on an A100, channels last and TF32: table 12 of the paper. */
const A100: readonly (readonly [preset: string, model: string, input: number, rate: number])[] = [
	['convnext_tiny', 'ConvNeXt-T', 224, 1943.5],
	['convnext_small', 'ConvNeXt-S', 224, 1275.3],
	['convnext_base', 'ConvNeXt-B', 224, 969],
	['convnext_large', 'ConvNeXt-L', 224, 611.5],
	['convnext_xlarge', 'ConvNeXt-XL', 224, 424.4],
	['swin_tiny_patch4_window7_224', 'Swin-T', 224, 1325.6],
	['swin_small_patch4_window7_224', 'Swin-S', 224, 857.3],
	['swin_base_patch4_window7_224', 'Swin-B', 224, 662.8],
	['swin_large_patch4_window7_224', 'Swin-L', 224, 435.9],
	['swin_base_patch4_window12_384', 'Swin-B', 384, 242.5],
	['swin_large_patch4_window12_384', 'Swin-L', 384, 157.9]
];

/** Published accuracy by preset; presets whose only checkpoints saw more images have none. */
export const accuracies: ReadonlyMap<string, Accuracy> = new Map([
	...TIMM.map(([preset, tag, input, top1, best]): [string, Accuracy] => [
		preset,
		{
			checkpoint: `${preset}.${tag}`,
			input,
			top1,
			best: best && { checkpoint: `${preset}.${best[0]}`, top1: best[1] },
			source: TIMM_RESULTS
		}
	]),
	...ISOTROPIC.map(([preset, model, top1]): [string, Accuracy] => [
		preset,
		{ checkpoint: model, input: 224, top1, best: null, source: CONVNEXT_PAPER }
	])
]);

/** What the paper calls a preset, and how many images a second it ran on an A100. */
export type Throughput = Readonly<{ model: string; input: number; imagesPerSecond: number }>;

/** Published speed by preset. */
export const throughputs: ReadonlyMap<string, Throughput> = new Map(
	A100.map(([preset, model, input, imagesPerSecond]) => [preset, { model, input, imagesPerSecond }])
);
