import type { Problem } from '../../fields.ts';
import type { MBConvConfig } from './config.ts';
import { hiddenWidth, laterBlock, ofFour, rowsOf, squeezedWidth, type Row } from './rows.ts';

/** Channels that a row's spatial convolutions split into groups. */
function groupedWidths({ block }: Row, entering: number, hidden: number): readonly number[] {
	if (block === 'universal-ffn') return [];
	if (block === 'conv' || block === 'universal-start') return [entering];
	return block === 'universal-extra' ? [entering, hidden] : [hidden];
}

/** Settings that no convolution or norm can be split by, or that leave a gate without channels. */
export function check(config: MBConvConfig): readonly Problem[] {
	const { norm, normGroup, stemWidth, headWidth } = config;
	const problems: Problem[] = [];
	const undivided = (channels: number) => norm === 'group' && channels % normGroup !== 0;
	const refuseNorm = (channels: number) => {
		if (undivided(channels))
			problems.push({ field: 'normGroup', message: `does not divide ${channels} channels` });
	};

	refuseNorm(stemWidth);
	let entering = stemWidth;
	rowsOf(config).forEach((row, stage) => {
		// The blocks after a row's first take what it hands on.
		const blocks = [[row, entering] as const, [laterBlock(row), row.width] as const];
		for (const [one, before] of row.depth > 1 ? blocks : blocks.slice(0, 1)) {
			const channels = ofFour(before, one.spaceToDepth);
			const hidden = hiddenWidth(one, channels);
			if (one.spaceToDepth) refuseNorm(channels);
			for (const [field, count, least] of [
				['kernelCounts', one.kernelCount, hidden],
				['expandParts', one.expandParts, Math.min(channels, hidden)],
				['projectParts', one.projectParts, Math.min(hidden, row.width)]
			] as const)
				if (count > least)
					problems.push({ field, stage, message: `are more than the ${least} channels` });
			refuseNorm(hidden);
			for (const grouped of groupedWidths(one, channels, hidden))
				if (row.groupWidth > 0 && grouped % row.groupWidth !== 0)
					problems.push({
						field: 'groupWidths',
						stage,
						message: `groups of ${row.groupWidth} do not divide ${grouped} channels`
					});
			if (
				row.seRatio > 0 &&
				row.block !== 'conv' &&
				squeezedWidth(config, one, hidden, channels) < 1
			)
				problems.push({ field: 'seRatios', stage, message: 'leaves the gate no channels' });
		}
		if (row.kernelCount > 1 && row.groupWidth > 0)
			problems.push({
				field: 'groupWidths',
				stage,
				message: 'kernels side by side are depthwise; permitted: 0'
			});
		if (row.block === 'universal-ffn' && row.stride > 1)
			problems.push({
				field: 'strides',
				stage,
				message: 'a block without a spatial convolution has no stride; permitted: 1'
			});
		if (row.spaceToDepth && row.stride > 1)
			problems.push({
				field: 'strides',
				stage,
				message: 'space to depth halves the map already; permitted: 1'
			});
		refuseNorm(row.width);
		entering = row.width;
	});
	if (headWidth > 0 && (config.head === 'conv-pool' || config.headForm === 'norm'))
		refuseNorm(headWidth);
	return problems;
}
