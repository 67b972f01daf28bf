import type { ImageWishes } from '../../arch/family.ts';
import { isPlain } from '../../json/parse.ts';
import { toldBy, type Told } from './told.ts';

/** What stands beside weights, in `config.json` and `preprocessor_config.json`. */
export type About = Readonly<{
	/** By the number of the class; left out where not every class has one. */
	classNames?: readonly string[];
	/** How images were prepared where it was trained. */
	image?: ImageWishes;
	/** What config.json says of the network. */
	told?: Told;
}>;

type Json = Record<string, unknown>;
type Triple = readonly [number, number, number];

const MOST_CLASSES = 100_000;
const LONGEST_NAME = 200;

/** Names under the numbers from 0 on, as a list or as an object; `null` where one is missing. */
function namesOf(value: unknown): readonly string[] | null {
	const names = Array.isArray(value) ? value : isPlain(value) ? ordered(value) : [];
	const isName = (name: unknown) => typeof name === 'string' && name.length <= LONGEST_NAME;
	const isWhole = names.length > 0 && names.length <= MOST_CLASSES && names.every(isName);
	// Transformers' own, where nobody gave names, say nothing.
	const isSaid = isWhole && !names.every((name, i) => name === `LABEL_${i}`);
	return isSaid ? (names as readonly string[]) : null;
}

const ordered = (labels: Json): readonly unknown[] =>
	Object.keys(labels).map((_, i) => (Object.hasOwn(labels, i) ? labels[i] : null));

const triple = (value: unknown, fits: (each: number) => boolean): Triple | null => {
	const list: readonly unknown[] = Array.isArray(value) ? value : [];
	const [red, green, blue] = list;
	const isFit = (each: unknown): each is number => typeof each === 'number' && fits(each);
	return list.length === 3 && isFit(red) && isFit(green) && isFit(blue) ? [red, green, blue] : null;
};

const share = (value: unknown): number | null =>
	typeof value === 'number' && value > 0 && value <= 1 ? value : null;

/** As Pillow numbers them, and as timm names them. */
const INTERPOLATIONS: Readonly<Record<string, 'bilinear' | 'bicubic'>> = {
	2: 'bilinear',
	3: 'bicubic',
	bilinear: 'bilinear',
	bicubic: 'bicubic'
};

const sideOf = (size: unknown): unknown => {
	if (!isPlain(size)) return size;
	return size.shortest_edge ?? size.height;
};

/** The input's side over the side that an image is resized to. */
function cropOf({ crop_pct: said, size, crop_size: cropped, do_center_crop: crops }: Json) {
	const [whole, part] = [sideOf(size), sideOf(cropped)];
	if (share(said) !== null) return share(said);
	if (crops === false || typeof whole !== 'number' || typeof part !== 'number') return null;
	return share(part / whole);
}

/** Transformers' preprocessor_config.json, or timm's pretrained_cfg. */
function imageOf(json: Json): ImageWishes {
	const wish = (name: string) => json[name] ?? json[`image_${name}`];
	const mean = triple(wish('mean'), (each) => Math.abs(each) <= 1);
	const std = triple(wish('std'), (each) => each > 0 && each <= 1);
	const crop = cropOf(json);
	const said = String(json.resample ?? json.interpolation ?? '');
	const interpolation = Object.hasOwn(INTERPOLATIONS, said) ? INTERPOLATIONS[said] : undefined;
	return {
		...(mean && std ? { mean, std } : {}),
		...(crop === null ? {} : { crop }),
		...(interpolation ? { interpolation } : {})
	};
}

/** What files beside weights say. Each may lack anything, and what does not fit is left out. */
export function aboutOf(jsons: readonly Json[]): About {
	const all = jsons.flatMap((json) =>
		isPlain(json.pretrained_cfg) ? [json, json.pretrained_cfg] : [json]
	);
	const names = all
		.flatMap(({ id2label, label_names: list }) => [namesOf(id2label), namesOf(list)])
		.find((found) => found !== null);
	const image = Object.assign({}, ...all.map(imageOf)) as ImageWishes;
	const told = toldBy(jsons);
	return {
		...(names ? { classNames: names } : {}),
		...(Object.keys(image).length > 0 ? { image } : {}),
		...(Object.keys(told).length > 0 ? { told } : {})
	};
}
