import type { FamilyReader } from './readers.ts';

/** Networks that people keep in such files, by names that only they have. */
const KINDS: readonly (readonly [pattern: RegExp, words: string])[] = [
	[/(^|\.)lora_(A|B|up|down)|\.lora\./, 'changes to a network (LoRA), and not the network itself'],
	[
		/model\.diffusion_model\.|(^|\.)(down|up)_blocks\.\d+\.(resnets|attentions)/,
		'a diffusion model'
	],
	[
		/(^|\.)(first_stage_model|quant_conv|post_quant_conv)\./,
		'the autoencoder of a diffusion model'
	],
	[
		/(^|\.)layers\.\d+\.self_attn\.rotary|(^|\.)model\.layers\.0\.mlp\.gate_proj|lm_head\./,
		'a language model'
	],
	[
		/(^|\.)(bert|roberta|distilbert|electra)\.|word_embeddings\.weight$/,
		'a language model of BERT’s kind'
	],
	[/(^|\.)transformer\.h\.0\.|(^|\.)wte\.weight$/, 'a language model of GPT’s kind'],
	[/(^|\.)model\.\d+\.(conv|cv1|m\.0)\./, 'a YOLO detector'],
	[/(^|\.)features\.0\.weight$/, 'a VGG or an AlexNet'],
	[/denseblock1\./, 'a DenseNet'],
	[/(^|\.)(Mixed_5b|Conv2d_1a_3x3)\./, 'an Inception network'],
	[/(^|\.)(stage2|stage3)\.0\.branches\./, 'an HRNet'],
	[
		/(^|\.)relative_position_bias|blocks\.0\.attn\.rel_pos/,
		'a transformer with positions that no family here has'
	],
	[/(^|\.)encoder\.layers?\.0\./, 'a transformer'],
	[/conv\w*\.weight$/i, 'a convolutional network'],
	[/attn|attention/i, 'a transformer']
];

const either = (words: readonly string[]): string =>
	`${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;

/** What a file seems to be that no family knows, and what is known, in two sentences. */
export function seemsToBe(names: readonly string[], readers: readonly FamilyReader[]): string {
	const kind = KINDS.find(([pattern]) => names.some((name) => pattern.test(name)))?.[1];
	const networks = readers.flatMap((reader) => reader.networks);
	const authors = readers.flatMap(({ namings }) => namings.map(({ author }) => author));
	const all = [...new Set(['timm', ...authors])].map((author) => `${author}’s`);
	const what = kind ? `It seems to be ${kind}.` : 'What it is, its names do not say.';
	return `${what} Its tensors are not those of a ${either(networks)} under ${either(all)} names.`;
}
