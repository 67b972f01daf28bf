import { isPlain } from '../../json/parse.ts';

/** What a network's own config.json says of it that tensors may not tell, by the keys of fields. */
export type Told = Readonly<{
	/** What timm calls it. */
	architecture?: string;
	/** Arguments were given that may make it another network than timm's of that name. */
	changed?: true;
	heads?: number;
	activation?: string;
	/** px, of a square or `[height, width]`. */
	input?: number | readonly number[];
	window?: number;
	pretrainedWindow?: readonly number[];
	eps?: string;
	/** Which convolution of a bottleneck has the stride. */
	strideOn?: 'spatial' | 'pointwise';
}>;

type Json = Record<string, unknown>;

/** Transformers' names of activations that have others here. */
const ACTIVATIONS: Readonly<Record<string, string>> = {
	gelu: 'gelu',
	gelu_python: 'gelu',
	gelu_new: 'geluTanh',
	gelu_fast: 'geluTanh',
	gelu_pytorch_tanh: 'geluTanh',
	quick_gelu: 'quickGelu',
	relu: 'relu',
	silu: 'silu',
	swish: 'silu'
};

const isSize = (value: unknown): value is number =>
	typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 1e5;

const sizes = (value: unknown): readonly number[] | null =>
	Array.isArray(value) &&
	value.length > 0 &&
	value.length <= 8 &&
	value.every((each) => each === 0 || isSize(each))
		? (value as readonly number[])
		: null;

/** Height and width, or the side of a square. */
function inputOf({ image_size: size, pretrained_cfg: pretrained }: Json) {
	if (isSize(size)) return size;
	const own = sizes(size);
	const timms = isPlain(pretrained) ? sizes(pretrained.input_size)?.slice(-2) : null;
	const [height, width, ...more] = own ?? timms ?? [];
	if (!isSize(height) || !isSize(width) || more.length > 0) return null;
	return height === width ? height : [height, width];
}

/** As fields have it, such as `1e-6`. */
const epsOf = (value: unknown): string | null =>
	typeof value === 'number' && value > 0 && value < 1 ? value.toExponential() : null;

function oneTold(json: Json): Told {
	const { architecture, num_attention_heads: heads, hidden_act: act, window_size: window } = json;
	const { model_args: args } = json;
	const isChanged = isPlain(args) && Object.keys(args).length > 0;
	const input = inputOf(json);
	const before = sizes(json.pretrained_window_sizes);
	const eps = epsOf(json.layer_norm_eps);
	const named =
		typeof act === 'string' && Object.hasOwn(ACTIVATIONS, act) ? ACTIVATIONS[act] : undefined;
	// DINOv2's gated blocks take no notice of the name.
	const { downsample_in_bottleneck: inFirst } = json;
	const activation = json.use_swiglu_ffn === true ? 'silu' : named;
	return {
		...(typeof architecture === 'string' ? { architecture } : {}),
		...(isChanged ? { changed: true as const } : {}),
		...(isSize(heads) ? { heads } : {}),
		...(activation === undefined ? {} : { activation }),
		...(input === null ? {} : { input }),
		...(isSize(window) ? { window } : {}),
		...(before ? { pretrainedWindow: before } : {}),
		...(eps === null ? {} : { eps }),
		...(typeof inFirst === 'boolean' ? { strideOn: inFirst ? 'pointwise' : 'spatial' } : {})
	};
}

/** What all of them say; of a model of pictures and texts, what is said of its tower for pictures. */
export function toldBy(jsons: readonly Json[]): Told {
	const all = jsons.flatMap((json) =>
		isPlain(json.vision_config) ? [json.vision_config] : [json]
	);
	return Object.assign({}, ...all.map(oneTold)) as Told;
}
