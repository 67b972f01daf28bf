import type { FileFacts, Likely } from '../likely.ts';
import { size } from '../weight-shapes.ts';

const activation = (value: string, reason: string): Likely => ({ activation: { value, reason } });

/** What the torch.jit archives of OpenAI's keep beside the weights. */
const OPENAI_ONLY = ['input_resolution', 'context_length', 'vocab_size'];
/** Of OpenAI's networks the widest is ViT-L/14. */
const WIDEST = 1024;

/** CLIP's activation: OpenAI trained with QuickGELU, and most of OpenCLIP's networks have GELU. */
function clipActivation({ author, called, shapes, has, dtype }: FileFacts): Likely {
	const name = called.toLowerCase();
	if (/quick_?gelu|openai|dfn|metaclip/.test(name))
		return activation('quickGelu', 'the file is called as those that were trained with QuickGELU');
	if (/laion|datacomp|open_?clip|commonpool/.test(name))
		return activation('gelu', 'the file is called as OpenCLIP’s, of which most have GELU');
	if (size(shapes, 'norm_pre.weight', 0) > WIDEST)
		return activation('gelu', 'OpenAI has none as wide, and OpenCLIP’s mostly have GELU');
	if (author === 'Hugging Face')
		return activation(
			'quickGelu',
			'OpenAI’s has QuickGELU, as Transformers where config.json says nothing else; LAION’s have GELU'
		);
	if (OPENAI_ONLY.some(has) || dtype === 'F16')
		return activation(
			'quickGelu',
			'OpenAI’s own files are such, with QuickGELU; OpenCLIP’s mostly have GELU, in 32 bits'
		);
	return activation('gelu', 'OpenCLIP’s have it mostly; OpenAI’s have QuickGELU, in 16 bits');
}

/** What ViTs of other authors mostly have. */
export function likelyVit(file: FileFacts): Likely {
	const { author, shapes } = file;
	if (author !== 'OpenAI' && author !== 'Hugging Face') return {};
	if (shapes.has('cls_token') && shapes.has('norm_pre.weight')) return clipActivation(file);
	if (author === 'Hugging Face' && SIGLIP.some(file.has) && !shapes.has('cls_token'))
		return activation(
			'geluTanh',
			'Transformers’ SigLIP has it where config.json says nothing else'
		);
	return {};
}

const SIGLIP = ['', 'vision_model.'].map((prefix) => `${prefix}post_layernorm.weight`);
