/** Why models of timm's that look like the families' here are none of their designs. */
const REASONS: readonly (readonly [pattern: RegExp, reason: string])[] = [
	[
		/^(tf_)?efficientnet_cc_/,
		'it mixes its kernels anew for each image (conditional convolution), so that one count does not tell its cost'
	],
	[/^mobilenetv4_hybrid_/, 'some of its blocks are attention that shares its keys and values'],
	[/^vit_(dwee|dpwee|dlittle)_/, 'its attention is the difference of two'],
	[/^gc_/, 'its gates are global context'],
	[/_evos$/, 'its norm is EvoNorm'],
	[/^(hardcorenas|gernet)/, 'no preset was made of it yet']
];

/** Why a model of timm's is no preset, as the rest of a sentence about it. */
export const whyLeftOut = (name: string, file: string): string =>
	REASONS.find(([pattern]) => pattern.test(name))?.[1] ??
	`it is defined in timm’s ${file}.py, and no preset was made of it`;
