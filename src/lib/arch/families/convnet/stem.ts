import { join, type Net, type Op, type NamedNet } from '../../net.ts';
import { antialiased } from './antialias.ts';
import type { ConvNetConfig } from './config.ts';
import { conv, outerNorm, patches, when } from './parts.ts';
import { toMultiple } from '../rounding.ts';

const isDeep = ({ stem }: ConvNetConfig): boolean => stem === 'deep' || stem === 'deep-tiered';

/** Channels that the stem hands on. */
export const stemOut = (config: ConvNetConfig): number =>
	isDeep(config) ? 2 * config.stemWidth : (config.widths[0] ?? 0);

/** Channels of the first of two overlapping convs: half in steps of 8, as timm's make_divisible rounds. */
function firstOverlap({ stem, widths }: ConvNetConfig): number {
	const width = widths[0] ?? 0;
	if (stem !== 'overlap-tiered') return width;
	return toMultiple(Math.floor(width / 2));
}

/** Convs, what stands between them, and the norm that follows all. */
function convsOf(config: ConvNetConfig): readonly (Op | null | false)[] {
	const width = config.widths[0] ?? 0;
	const act: Op = { kind: config.activation };
	switch (config.stem) {
		case 'conv-pool':
			return [conv(config, width, { kernel: 7, stride: 2 })];
		case 'plain':
			return [conv(config, width, { kernel: 3 })];
		case 'patchify':
			return [patches(width, config.patch)];
		case 'deep':
		case 'deep-tiered': {
			const { stemWidth } = config;
			const first = config.stem === 'deep' ? stemWidth : 3 * Math.floor(stemWidth / 4);
			const norm = outerNorm(config, 'stem');
			return [
				conv(config, first, { kernel: 3, stride: 2 }),
				norm,
				act,
				conv(config, stemWidth, { kernel: 3 }),
				norm,
				act,
				conv(config, 2 * stemWidth, { kernel: 3 })
			];
		}
		case 'overlap':
		case 'overlap-tiered':
		case 'overlap-act':
			return [
				conv(config, firstOverlap(config), { kernel: 3, stride: 2 }),
				config.stem === 'overlap-act' && act,
				conv(config, width, { kernel: 3, stride: 2 })
			];
	}
}

const maxPool = (stride: number): Op => ({ kind: 'maxPool', kernel: 3, stride, padding: 1 });

/** What halves the map after the convs. */
function poolOf(config: ConvNetConfig): readonly (Op | null | false)[] {
	const blur = antialiased(config) ?? false;
	if (config.stemPool === 'conv') {
		const halving = conv(config, stemOut(config), { kernel: 3, stride: blur ? 1 : 2 });
		return [halving, blur, outerNorm(config, 'stem'), { kind: config.activation }];
	}
	if (config.antialias === 'average') return [blur];
	return blur ? [maxPool(1), blur] : [maxPool(2)];
}

const hasPool = (config: ConvNetConfig): boolean => config.stem === 'conv-pool' || isDeep(config);
const hasActivation = (config: ConvNetConfig): boolean =>
	hasPool(config) || config.stem === 'plain';

/** A step by itself, or several numbered; what is left out by choice keeps its number. */
function named(name: string, steps: readonly (Net | null | false)[]): NamedNet[] {
	const all = steps.filter((step) => step !== false);
	return all.map((step, i) =>
		when(name !== '' && all.length === 1 ? name : join(name, String(i)), step)
	);
}

/** How the image enters, under timm's names for ResNet, or numbered as in timm's ConvNeXt. */
export function stemOf(config: ConvNetConfig, convnextNaming: boolean): readonly NamedNet[] {
	const norm = outerNorm(config, 'stem');
	const act: Op | false = hasActivation(config) && { kind: config.activation };
	const pool = hasPool(config) ? poolOf(config) : [];
	if (convnextNaming) return named('', [...convsOf(config), norm, act, ...pool]);
	return [
		...named('conv1', convsOf(config)),
		when('bn1', norm),
		when('act1', act),
		...named('maxpool', pool)
	];
}
