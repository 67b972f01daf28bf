import type { Shape } from '../arch/net.ts';
import { elements } from '../arch/ops.ts';
import { FormatError, quoted } from './containers/safetensors.ts';

/** Whose names a file uses. Its ResNet names are torchvision's and timm's alike. */
export type Author = 'timm' | 'torchvision' | 'facebookresearch' | 'Microsoft';

/** From an author's names to timm's; `$1` and so on stand for what the pattern found. */
type NamingRule = readonly [pattern: RegExp, to: string | ((...found: string[]) => string)];

type Naming = Readonly<{
	author: Author;
	/** A tensor that only files of this naming have. */
	mark: RegExp;
	rules: readonly NamingRule[];
	/** timm's names of tensors that this author keeps with axes of length 1 and timm without. */
	flat?: RegExp;
}>;

const half = (n: string): number => Math.trunc(Number(n) / 2);
const next = (n: string): number => Number(n) + 1;
const pick = (table: Readonly<Record<string, string>>, key: string): string => table[key] ?? key;

const TV_CONVNEXT = { 0: 'conv_dw', 2: 'norm', 3: 'mlp.fc1', 5: 'mlp.fc2' };
const FB_CONVNEXT = {
	dwconv: 'conv_dw',
	pwconv1: 'mlp.fc1',
	pwconv2: 'mlp.fc2',
	'grn.gamma': 'mlp.grn.weight',
	'grn.beta': 'mlp.grn.bias'
};
const FB_PART = '(dwconv|pwconv[12]|grn\\.(?:gamma|beta))';

const SWIN_HEAD: NamingRule = [/^head\.(weight|bias)$/, 'head.fc.$1'];

const facebookHead: readonly NamingRule[] = [
	[/^norm\.(.+)$/, 'head.norm.$1'],
	[/^head\.(weight|bias)$/, 'head.fc.$1']
];

const namings: readonly Naming[] = [
	{
		author: 'torchvision',
		mark: /^features\.1\.0\.block\.0\.weight$/,
		rules: [
			[/^features\.0\.([01])\.(.+)$/, 'stem.$1.$2'],
			[
				/^features\.(\d+)\.(\d+)\.block\.([0235])\.(.+)$/,
				(n, block, at, rest) => `stages.${half(n)}.blocks.${block}.${pick(TV_CONVNEXT, at)}.${rest}`
			],
			[
				/^features\.(\d+)\.(\d+)\.layer_scale$/,
				(n, block) => `stages.${half(n)}.blocks.${block}.gamma`
			],
			[
				/^features\.(\d+)\.([01])\.(weight|bias)$/,
				(n, at, rest) => `stages.${half(n)}.downsample.${at}.${rest}`
			],
			[/^classifier\.0\.(.+)$/, 'head.norm.$1'],
			[/^classifier\.2\.(.+)$/, 'head.fc.$1']
		],
		flat: /\.gamma$/
	},
	{
		author: 'torchvision',
		mark: /^features\.1\.0\.attn\.qkv\.weight$/,
		rules: [
			[/^features\.0\.0\.(.+)$/, 'patch_embed.proj.$1'],
			[/^features\.0\.2\.(.+)$/, 'patch_embed.norm.$1'],
			[
				/^features\.(\d+)\.(\d+)\.mlp\.([03])\.(.+)$/,
				(n, block, at, rest) =>
					`layers.${half(n)}.blocks.${block}.mlp.${at === '0' ? 'fc1' : 'fc2'}.${rest}`
			],
			[
				/^features\.(\d+)\.(\d+)\.((?:attn|norm[12])\..+)$/,
				(n, block, rest) => `layers.${half(n)}.blocks.${block}.${rest}`
			],
			[
				/^features\.(\d+)\.((?:reduction|norm)\..+)$/,
				(n, rest) => `layers.${half(n)}.downsample.${rest}`
			],
			SWIN_HEAD
		]
	},
	{
		author: 'torchvision',
		mark: /^encoder\.layers\.encoder_layer_0\.ln_1\.weight$/,
		rules: [
			[/^class_token$/, 'cls_token'],
			[/^encoder\.pos_embedding$/, 'pos_embed'],
			[/^conv_proj\.(.+)$/, 'patch_embed.proj.$1'],
			[/^encoder\.ln\.(.+)$/, 'norm.$1'],
			[/^heads\.head\.(.+)$/, 'head.$1'],
			[/^encoder\.layers\.encoder_layer_(\d+)\.ln_([12])\.(.+)$/, 'blocks.$1.norm$2.$3'],
			// Queries, keys and values lie one below the other in both.
			[
				/^encoder\.layers\.encoder_layer_(\d+)\.self_attention\.in_proj_(weight|bias)$/,
				'blocks.$1.attn.qkv.$2'
			],
			[
				/^encoder\.layers\.encoder_layer_(\d+)\.self_attention\.out_proj\.(.+)$/,
				'blocks.$1.attn.proj.$2'
			],
			[
				/^encoder\.layers\.encoder_layer_(\d+)\.mlp\.(0|3|linear_1|linear_2)\.(.+)$/,
				(block, at, rest) =>
					`blocks.${block}.mlp.${at === '0' || at === 'linear_1' ? 'fc1' : 'fc2'}.${rest}`
			]
		]
	},
	{
		author: 'facebookresearch',
		mark: /^downsample_layers\.0\.0\.weight$/,
		rules: [
			[/^downsample_layers\.0\.([01])\.(.+)$/, 'stem.$1.$2'],
			[/^downsample_layers\.(\d+)\.([01])\.(.+)$/, 'stages.$1.downsample.$2.$3'],
			[
				new RegExp(`^stages\\.(\\d+)\\.(\\d+)\\.${FB_PART}(.*)$`),
				(stage, block, part, rest) =>
					`stages.${stage}.blocks.${block}.${pick(FB_CONVNEXT, part)}${rest}`
			],
			[/^stages\.(\d+)\.(\d+)\.(.+)$/, 'stages.$1.blocks.$2.$3'],
			...facebookHead
		],
		flat: /\.grn\.(weight|bias)$/
	},
	{
		author: 'facebookresearch',
		mark: /^blocks\.0\.dwconv\.weight$/,
		rules: [
			[/^stem\.(weight|bias)$/, 'stem.0.$1'],
			[
				new RegExp(`^blocks\\.(\\d+)\\.${FB_PART}(.*)$`),
				(block, part, rest) => `stages.0.blocks.${block}.${pick(FB_CONVNEXT, part)}${rest}`
			],
			[/^blocks\.(\d+)\.(.+)$/, 'stages.0.blocks.$1.$2'],
			...facebookHead
		],
		flat: /\.grn\.(weight|bias)$/
	},
	{
		// Also timm's before 0.9: patches are merged at the end of a stage, not where the next begins.
		author: 'Microsoft',
		mark: /^layers\.0\.downsample\.reduction\.weight$/,
		rules: [
			[
				/^layers\.(\d+)\.downsample\.(.+)$/,
				(stage, rest) => `layers.${next(stage)}.downsample.${rest}`
			],
			SWIN_HEAD
		]
	}
];

const TIMM: Naming = { author: 'timm', mark: /^/, rules: [] };

/** What files add around all names. */
const PREFIXES = ['module', 'model', 'state_dict', '_orig_mod'];

/** Buffers that follow from the design, or count steps of training. */
const BUFFER = /(^|\.)(num_batches_tracked|relative_position_index|attn_mask)$/;

/** What stands before every name and says nothing, such as `module.model.`. */
export function prefixOf(names: readonly string[]): string {
	let prefix = '';
	for (;;) {
		const found = PREFIXES.find((word) =>
			names.every((name) => name.startsWith(`${prefix}${word}.`))
		);
		if (found === undefined || names.length === 0) return prefix;
		prefix += `${found}.`;
	}
}

function rename({ rules }: Naming, name: string): string {
	for (const [pattern, to] of rules) {
		const found = pattern.exec(name);
		if (found) return typeof to === 'string' ? name.replace(pattern, to) : to(...found.slice(1));
	}
	return name;
}

/** A file's tensors under timm's names and in timm's shapes. */
export type Renamed<T> = Readonly<{ author: Author; tensors: ReadonlyMap<string, T> }>;

/**
 * Takes a file's tensors to timm's names. Values stay as they are: where layouts differ, they differ
 * in axes of length 1 only. Buffers that no network is built from are left out.
 *
 * @throws FormatError when two tensors get the same name
 */
export function toTimmNames<T extends Readonly<{ shape: Shape }>>(
	tensors: ReadonlyMap<string, T>
): Renamed<T> {
	const prefix = prefixOf([...tensors.keys()]);
	const bare = [...tensors]
		.map(([name, tensor]) => [name.slice(prefix.length), tensor] as const)
		.filter(([name]) => !BUFFER.test(name));
	const naming = namings.find(({ mark }) => bare.some(([name]) => mark.test(name))) ?? TIMM;
	const renamed = new Map<string, T>();
	for (const [name, tensor] of bare) {
		const timm = rename(naming, name);
		if (renamed.has(timm))
			throw new FormatError(`Two tensors of the file stand for ${quoted(timm)}.`);
		const flat = naming.flat?.test(timm) ?? false;
		renamed.set(timm, flat ? { ...tensor, shape: [elements(tensor.shape)] } : tensor);
	}
	return { author: naming.author, tensors: renamed };
}
