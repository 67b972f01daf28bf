/** What timm's evaluation does to an image for some weights. */
export type TagImage = Readonly<{
	/** Side of the network's input over the shorter side that the image is resized to, 0 to 1. */
	crop: number;
	interpolation: 'bilinear' | 'bicubic';
	mean: readonly [red: number, green: number, blue: number];
	std: readonly [red: number, green: number, blue: number];
}>;

/** Weights that timm has for a model, such as `fb_in22k_ft_in1k_384`, and what they are for. */
export type Tag = Readonly<{
	name: string;
	/** Side of the input, px. */
	input: number;
	classes: number;
	image: TagImage;
}>;

export type TimmModel = Readonly<{
	/** timm's file that it is defined in, without `.py`. */
	file: string;
	/** Whether models of that file are what families here are about. */
	related: boolean;
	/** timm's default first; of related models only. */
	tags: readonly Tag[];
}>;

/** What timm calls its models. */
export type TimmNames = Readonly<{
	models: ReadonlyMap<string, TimmModel>;
	/** What models were called before, with or without a tag, and are called now. */
	renamed: ReadonlyMap<string, string>;
}>;

/** As `scripts/golden/names.py` writes it. */
type Table = Readonly<{
	norms: readonly (readonly (readonly number[])[])[];
	looks: readonly (readonly number[])[];
	models: Readonly<Record<string, readonly string[]>>;
	others: Readonly<Record<string, string>>;
	renamed: string;
}>;

const lists = (text: string): readonly string[] => text.split(' ').filter((name) => name !== '');

const pairs = (text: string): readonly (readonly [string, string])[] =>
	lists(text).map((pair) => {
		const at = pair.indexOf(':');
		return [pair.slice(0, at), pair.slice(at + 1)];
	});

const triple = ([red = 0, green = 0, blue = 0]: readonly number[] = []): TagImage['mean'] => [
	red,
	green,
	blue
];

function readTag({ looks, norms }: Table, name: string, at: string): Tag {
	const [input = 0, classes = 0, crop = 1, norm = 0, bilinear = 0] = looks[Number(at)] ?? [];
	const [mean, std] = norms[norm] ?? [];
	const interpolation = bilinear ? 'bilinear' : 'bicubic';
	return {
		...{ name, input, classes },
		image: { crop, interpolation, mean: triple(mean), std: triple(std) }
	};
}

function read(table: Table): TimmNames {
	const others = Object.entries(table.others).flatMap(([file, names]) =>
		lists(names).map((name): [string, TimmModel] => [name, { file, related: false, tags: [] }])
	);
	const ours = Object.entries(table.models).flatMap(([file, rows]) =>
		rows.map((row): [string, TimmModel] => {
			const at = row.indexOf(' ');
			const [name, tags] = at < 0 ? [row, ''] : [row.slice(0, at), row.slice(at + 1)];
			const known = pairs(tags).map(([tag, look]) => readTag(table, tag, look));
			return [name, { file, related: true, tags: known }];
		})
	);
	return { models: new Map([...others, ...ours]), renamed: new Map(pairs(table.renamed)) };
}

let loaded: TimmNames | null = null;

/** timm's names, once they are loaded. */
export const timmNames = (): TimmNames | null => loaded;

/** Takes up timm's names that came with the program itself, where nothing is loaded late. */
export function provideTimmNames(table: Table): void {
	loaded ??= read(table);
}

/** Loads timm's names; what is there is not loaded again. */
export async function loadTimmNames(): Promise<TimmNames> {
	const { default: table } = await import('./timm.json');
	return (loaded ??= read(table));
}

/** What a tag of a model brings; `null` for one that timm does not have, and until its names are loaded. */
export const tagOf = (model: string, tag: string): Tag | null =>
	loaded?.models.get(model)?.tags.find(({ name }) => name === tag) ?? null;

/** Before a name where weights are asked for at Hugging Face, such as `hf-hub:timm/resnet50.a1_in1k`. */
const HUB = /^(hf[-_]hub:)?timm\//;

/** What timm calls today what was asked for, in two parts; an empty tag where there is none. */
export function nameParts(text: string): Readonly<{ model: string; tag: string }> {
	const asked = text.replace(HUB, '');
	const name = loaded?.renamed.get(asked) ?? asked;
	const at = name.indexOf('.');
	return at < 0 ? { model: name, tag: '' } : { model: name.slice(0, at), tag: name.slice(at + 1) };
}
