import type { Layer } from '../../arch/infer.ts';
import { join } from '../../arch/net.ts';
import { pictureKind } from '../../features/weight-pictures.ts';

/** One weight of a network, by timm's name. */
export type WeightPlace = Readonly<{ name: string; layer: Layer; index: number }>;

const placesIn = (layers: readonly Layer[]): readonly WeightPlace[] =>
	layers.flatMap((layer) =>
		layer.weights.map(({ name }, index) => ({ name: join(layer.path, name), layer, index }))
	);

const isPictured = ({ layer, index }: WeightPlace): boolean => {
	const weight = layer.weights[index];
	return weight !== undefined && pictureKind(layer, weight) !== null;
};

/** Weights to choose from: those of what is selected, and those of the network that pictures are made of. */
export type WeightChoice = Readonly<{
	own: readonly WeightPlace[];
	pictured: readonly WeightPlace[];
}>;

/** What is selected is a layer, block or section; of a layer without weights its block's are meant. */
export function weightChoice(layers: readonly Layer[], selected: string | null): WeightChoice {
	const layer = layers.find(({ path }) => path === selected);
	const block = layer?.block ?? selected;
	const within = (id: string | null) =>
		layers.filter((one) => id !== null && (one.block === id || one.section === id));
	const own = placesIn(layer && layer.weights.length > 0 ? [layer] : within(block));
	const all = placesIn(layers).filter(isPictured);
	// A bias that an MLP makes is one picture, whichever of its weights is asked for.
	const pictured = all.filter(({ layer: at }, i) => all[i - 1]?.layer !== at);
	return { own, pictured };
}

/** The weight of this name where there is one; else the first that pictures are made of, or the first. */
export function chosenWeight(
	{ own, pictured }: WeightChoice,
	name: string | null
): WeightPlace | null {
	const all = own.length > 0 ? own : pictured;
	return all.find((place) => place.name === name) ?? all.find(isPictured) ?? all[0] ?? null;
}
