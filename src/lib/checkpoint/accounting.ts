import { quoted } from './containers/format-error.ts';

/** Where the tensors of a file that a design does not take belong. */
export type Unused = Readonly<{
	/** Of training, other networks and other tasks: the output does not depend on them. */
	bystanders: readonly string[];
	/** Part of the network, and not in the design. */
	parts: readonly string[];
}>;

/** Beside a network: what it was trained with, what read its output, other copies and other networks. */
const BESIDE = [
	/(^|\.)(mask_token|mask_tokens|masked_embed|num_batches_tracked|n_averaged|logit_scale|logit_bias)$/,
	/(^|\.)(decoder\w*|criterion|loss\w*|optimizer\w*|lr_scheduler|scheduler|scaler|discriminator)(\.|$)/,
	/(^|\.)(decode_head|auxiliary_head|neck|fpn|rpn|rpn_head|roi_heads?|bbox_head|mask_head|seg_head|segmentation_head|classification_head)(\.|$)/,
	/(^|\.)(student\w*|teacher\w*|model_ema|ema\w*|encoder_k|momentum_\w+|online_classifier|target_\w+|predictor\w*|projector\w*|projection_head)(\.|$)/,
	/(^|\.)(queue|queue_ptr|center|epoch|step|global_step|iteration)$/,
	/(^|\.)head\.(mlp|last_layer)\./,
	/(^|\.)(dino_head|ibot_head|dino_loss|ibot_patch_loss)\./,
	/(^|\.)pooler\./,
	/^(train|val|valid|test)_\w*(acc|f1|auroc|metric|precision|recall|loss)\w*\./,
	/(^|\.)(proj_head|prediction_head|prototypes)(\.|$)/
];

/** Beside the picture's tower of a model of pictures and texts. */
const TEXT =
	/^(module\.)?((text|text_model|text_projection|transformer|token_embedding|positional_embedding|ln_final)(\.|$)|visual_projection|visual\.head\.proj\.|logit_)/;
const PICTURES = /(^|\.)(visual|vision_model)\./;

const isBeside = (name: string): boolean => BESIDE.some((pattern) => pattern.test(name));

/**
 * Sorts what a design leaves of a file.
 *
 * @param extra within the network's prefix, by timm's names
 * @param outside of it, by the file's
 * @param from the file's names by timm's
 * @param own the author's tensors that no output depends on
 */
export function account(
	extra: readonly string[],
	outside: readonly string[],
	{
		prefix,
		own,
		from
	}: Readonly<{
		prefix: string;
		own?: RegExp | undefined;
		from: ReadonlyMap<string, readonly string[]>;
	}>
): Unused {
	const names = [prefix, ...outside, ...[...from.values()].flat()];
	const withText = names.some((name) => PICTURES.test(name));
	// SimSiam keeps its projector in the classifier's place, and a predictor beside it.
	const predicts = outside.some((name) => /(^|\.)predictor\.0\./.test(name));
	const contrasts = /encoder_q|base_encoder/.test(prefix) || predicts;
	const isBystander = (name: string) =>
		isBeside(name) ||
		(contrasts && /^(fc|head)\.\d\./.test(name)) ||
		(own?.test(name) ?? false) ||
		(withText && TEXT.test(name));
	const all = [
		...extra.map((timm) => ({
			name: from.get(timm)?.join(' and ') ?? timm,
			aside: isBystander(timm)
		})),
		...outside.map((name) => ({ name, aside: isBystander(name) }))
	];
	const those = (aside: boolean) =>
		all.filter((one) => one.aside === aside).map(({ name }) => name);
	return { bystanders: those(true), parts: those(false) };
}

/** What tensors are, by their names, the surest first. */
const PARTS: readonly (readonly [pattern: RegExp, words: string])[] = [
	[/(^|\.)se(_module|_layer)?\.|\.attn\.fc[12]\.|\.attn\.conv\./, 'squeeze-and-excitation'],
	[/(^|\.)(ls\d?\.gamma|gamma(_[12])?|layer_?scale\w*|lambda_?[12])(\.|$)/, 'layer scale'],
	[/(^|\.)lambda_[qk]\d/, 'differential attention'],
	[/(^|\.)([qk]_norm|q_ln|k_ln|q_layernorm|k_layernorm)\./, 'norms of queries and keys'],
	[/(^|\.)(reg_token|register_tokens)$/, 'register tokens'],
	[/(^|\.)(dist_token|head_dist)/, 'a distillation token or its classifier'],
	[/(^|\.)cls_token$/, 'a class token'],
	[
		/(^|\.)(absolute_pos_embed|pos_embed|position_embeddings?)(\.|$)/,
		'a table of absolute positions'
	],
	[/rel_pos|relative_position|rope/, 'relative or rotary positions'],
	[/(^|\.)pre_logits\.|(^|\.)head\.(fc1|0)\./, 'a hidden layer before the classifier'],
	[/(^|\.)norm_pre\./, 'a norm before the blocks, or before pooling'],
	[/^(fc_norm|norm|head\.norm)\./, 'a final norm'],
	[/(^|\.)attn_pool\./, 'attention that pools'],
	[/(^|\.)grn\./, 'global response normalization'],
	[/adapter|lora_/, 'adapters'],
	[/\.(xca|attn|attention|self_attn)\./, 'attention'],
	[/\.(downsample|shortcut)\./, 'layers where maps are halved'],
	[/^(head|fc|classifier)\./, 'a classifier'],
	[/(^|\.)(conv\w*|mlp\w*|ffn\w*|fc\d|w\d+)\./, 'further layers in blocks'],
	[/norm/, 'further norms']
];

/** The path of the block that a tensor is in: up to the numbers of its stage and itself; empty outside of blocks. */
const blockOf = (name: string): string =>
	/^(.*?(blocks|layers?|stages|layer\d)(\.\d+)(\.blocks)?(\.\d+)?)\./.exec(name)?.[1] ??
	/^(.*?layer\d\.\d+)\./.exec(name)?.[1] ??
	'';

const plural = (count: number): string => (count === 1 ? 'one tensor' : `${count} tensors`);

/**
 * What tensors are that a design has no place for, in words: “squeeze-and-excitation in 16 blocks, 64 tensors”.
 */
export function tellParts(names: readonly string[]): string {
	const kinds = new Map<string, string[]>();
	for (const name of names) {
		const words =
			PARTS.find(([pattern]) => pattern.test(name))?.[1] ?? 'tensors of no known meaning';
		const list = kinds.get(words);
		if (list) list.push(name);
		else kinds.set(words, [name]);
	}
	return [...kinds]
		.map(([words, all]) => {
			const blocks = new Set(all.map(blockOf)).size;
			const where = blocks > 1 ? ` in ${blocks} blocks` : '';
			const example = quoted(all[0] ?? '');
			return `${words}${where} (${plural(all.length)}, such as ${example})`;
		})
		.join('; ');
}
