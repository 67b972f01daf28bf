import type { Problem } from '../../fields.ts';
import { sidesOf } from '../../net.ts';
import { printSize } from '../../size.ts';
import { headWidth, stageAxes, stageSizes, stageWidth, type SwinConfig } from './config.ts';

/** Settings that leave a head without channels, a stage without a map, or V2 without what it needs. */
export const check = (config: SwinConfig): readonly Problem[] =>
	config.depths.flatMap((_, stage) => [
		...checkStage(config, stage),
		...(config.version === 'v2' ? checkSecond(config, stage) : [])
	]);

function checkStage(config: SwinConfig, stage: number): readonly Problem[] {
	const place = `stage ${stage + 1}`;
	if (headWidth(config, stage) < 1) {
		const message = `${config.heads[stage]} heads for the ${stageWidth(config, stage)} channels of ${place}`;
		return [{ field: 'heads', stage, message }];
	}
	if (Math.trunc(stageWidth(config, stage) * config.mlpRatio) < 1)
		return [{ field: 'mlpRatio', message: `leaves ${place} no hidden channels` }];
	if (sidesOf(stageSizes(config, stage).window).some((side) => side < 1)) {
		const message = `patches of ${config.patch} px leave nothing of ${printSize(config.input)} px for ${place}`;
		return [{ field: 'input', message }];
	}
	return [];
}

/** V2 measures distances by the window less one, masks maps that windows divide, and divides by heads. */
function checkSecond(config: SwinConfig, stage: number): readonly Problem[] {
	const place = `stage ${stage + 1}`;
	const [heads, width] = [config.heads[stage] ?? 1, stageWidth(config, stage)];
	if (width % heads !== 0) {
		const message = `${heads} heads do not divide the ${width} channels of ${place}`;
		return [{ field: 'heads', stage, message }];
	}
	const trained = config.pretrainedWindow[stage] ?? 0;
	const axes = stageAxes(config, stage);
	if (trained === 1 || (trained === 0 && axes.some(({ window }) => window < 2))) {
		const field = trained === 1 ? 'pretrainedWindow' : 'window';
		const message = `V2 measures distances by a window of at least 2 positions in ${place}`;
		return [{ field, stage, message }];
	}
	const isShifted = (config.depths[stage] ?? 0) > 1 && axes.some(({ shift }) => shift > 0);
	if (isShifted && axes.some(({ size, window }) => size % window !== 0)) {
		const [rows, columns] = axes;
		const message = `windows of ${rows.window} × ${columns.window} do not divide the ${rows.size} × ${columns.size} map of ${place}, which V2 does not pad`;
		return [{ field: 'window', stage, message }];
	}
	return [];
}
