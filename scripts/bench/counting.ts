import { examine, withValue, type Design } from '../../src/lib/arch/design.ts';
import { layersOf } from '../../src/lib/arch/infer.ts';
import { sumLayers, totalsOf } from '../../src/lib/count/totals.ts';
import { readPreset } from '../../src/lib/share/settings.ts';
import { layoutOf } from '../../src/lib/draw/network/layout.ts';
import { timed, type Timing } from './measure.ts';

function preset(name: string): Design {
	const { design, problems } = readPreset(name);
	if (problems.length > 0) throw new Error(`there is no preset ${name}`);
	return design;
}

/** Designs that differ in one depth and width, so that nothing can be remembered between runs. */
const variants = (name: string): readonly Design[] => {
	const design = preset(name);
	return Array.from({ length: 64 }, (_, i) =>
		withValue(withValue(design, 'depths', [3, 3, 9 + (i % 8), 3]), 'widths', [
			96,
			192,
			384 + 8 * i,
			768
		])
	);
};

/** Designs built and counted in a second: straight from the tree, and by listing every layer. */
export function designsPerSecond(name: string): Readonly<{ fold: number; list: number }> {
	const designs = variants(name);
	const rate = (count: (design: Design) => unknown) =>
		(1000 * designs.length) / timed(40, () => designs.forEach(count)).median;
	return {
		fold: rate(({ family, config }) => totalsOf(family.build(config), [224, 224, 3])),
		list: rate(({ family, config }) => sumLayers(layersOf(family.build(config), [224, 224, 3])))
	};
}

/** One edit to new totals, and to totals and layout, with another network as the ghost. */
export function editTimes(name: string): Readonly<{ totals: Timing; layout: Timing }> {
	const design = preset(name);
	const ghost = examine(preset('resnet50'));
	const edited = (run: number) => examine(withValue(design, 'classes', 1000 + run));
	return {
		totals: timed(200, (run) => {
			const examined = edited(run);
			return examined.ok && sumLayers(examined.network.layers);
		}),
		layout: timed(200, (run) => {
			const examined = edited(run);
			if (!examined.ok || !ghost.ok) throw new Error(`${name} cannot be computed`);
			const { layers } = examined.network;
			return [sumLayers(layers), layoutOf(layers, { ghost: ghost.network.layers })];
		})
	};
}

/** An edit of the block that all stages share, as a line, to new totals. */
export function blockEditTime(name: string): Timing {
	const design = preset(`custom:${name}`);
	const { blocks } = design.config;
	const [line = ''] = Array.isArray(blocks) ? blocks.map(String) : [];
	return timed(200, (run) => {
		// No two of them alike among a few hundred.
		const other = line
			.replace('dw7', `dw${3 + 2 * (run % 15)}`)
			.replace('linear 4C', `linear ${1 + (run % 31)}C`);
		const examined = examine(withValue(design, 'blocks', [other]));
		if (!examined.ok) throw new Error(examined.problems[0]?.message);
		return sumLayers(examined.network.layers);
	});
}
