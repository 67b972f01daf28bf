const CONCEPTS: Readonly<Record<string, readonly [id: string, name: string]>> = {
	baseline: ['blocks', 'five blocks side by side'],
	'stage-ratio': ['stage-ratio', 'stage ratio'],
	patchify: ['patchify', 'patchify stem'],
	depthwise: ['groups', 'grouped and depthwise convolution'],
	width: ['cardinality', 'cardinality'],
	inverted: ['inverted', 'inverted bottleneck'],
	'move-up': ['kernel', 'kernel size and receptive field'],
	'kernel-5': ['kernel', 'kernel size and receptive field'],
	'kernel-7': ['kernel', 'kernel size and receptive field'],
	'kernel-9': ['kernel', 'kernel size and receptive field'],
	'kernel-11': ['kernel', 'kernel size and receptive field'],
	gelu: ['activation', 'activations'],
	'fewer-activations': ['activation', 'activations'],
	'fewer-norms': ['normalization', 'normalization'],
	'layer-norm': ['normalization', 'normalization'],
	downsampling: ['downsampling', 'separate downsampling']
};

/** The panel that lets a person try what a step is about. */
export function conceptOf(step: string): Readonly<{ id: string; name: string }> | null {
	const [id, name] = CONCEPTS[step] ?? [];
	return id && name ? { id, name } : null;
}
