import type { Config } from '../../../fields.ts';
import { range, type Shapes } from '../../weight-shapes.ts';
import { isNorm, isProduct, type Places } from './places.ts';
import type { Stem } from './stem.ts';

/** The kind of all norms, from one of them. GN is told from LN by the convolutions beside it. */
function normOf(shapes: Shapes, path: string | undefined, biased: boolean): string {
	if (path === undefined) return biased ? 'none' : 'batch';
	if (shapes.has(`${path}.running_mean`)) return 'batch';
	if (!shapes.has(`${path}.bias`)) return 'rms';
	return biased ? 'layer' : 'group';
}

/** What the tensors tell of a network's norms. */
export function readNorms(
	shapes: Shapes,
	places: Places,
	{
		stem,
		stages,
		separate,
		biased
	}: Readonly<{
		stem: Stem;
		stages: readonly number[];
		separate: boolean;
		/** Whether the blocks' convolutions have a bias. */
		biased: boolean;
	}>
): Readonly<{ norm: string; normAfter: readonly string[]; read: Config }> {
	const here = (path: string) => isNorm(shapes, path);
	const downsampling = stages.flatMap((stage) => [
		...(separate && stage > 0 ? [`${places.stage(stage)}.downsample.0`] : []),
		...[1, 2].map((index) => `${places.block(stage, 0)}.downsample.${index}`)
	]);
	const outer = [
		['stem', [stem.norm]],
		['downsample', downsampling],
		['head', [`${places.head}norm`, 'norm_pre']]
	] as const;
	const inner = places.norms.map((name) => `${places.block(0, 0)}.${name}`);
	const any = [...inner, ...outer.flatMap(([, paths]) => paths)].find(here);
	const norm = normOf(shapes, any, biased);
	const normAfter = ['1', '2', '3'].filter((_, i) => here(inner[i] ?? ''));
	return {
		norm,
		normAfter,
		read: {
			// Without a bias it may be one of two: the nearest preset says which. GN may be BN whose statistics were left out.
			...(norm === 'rms' || norm === 'group' ? {} : { norm }),
			normAfter,
			outerNorms: outer.filter(([, paths]) => paths.some(here)).map(([name]) => name),
			headNorm: here('norm_pre') ? 'before-pool' : 'after-pool'
		}
	};
}

/** How shortcuts are made to fit, from the first that is; nothing where there is none. */
export function readShortcut(shapes: Shapes, places: Places, stages: readonly number[]): Config {
	const found = stages
		.map((stage) => `${places.block(stage, 0)}.downsample`)
		.filter((path) => range(2).some((index) => isProduct(shapes, `${path}.${index}`)));
	const last = found.at(-1);
	if (last === undefined) return {};
	if (isProduct(shapes, `${last}.1`)) return { shortcut: 'average', downsample: 'in-block' };
	const kernel = shapes.get(`${last}.0.weight`)?.[2];
	return { shortcut: kernel === 3 ? 'wide-conv' : 'conv' };
}
