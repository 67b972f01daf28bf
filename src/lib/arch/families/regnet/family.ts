import type { Family, GroupFacts } from '../../family.ts';
import { MAX_STAGES, type Config, type Problem } from '../../fields.ts';
import type { MarkShape } from '../../mark.ts';
import { squeezedWidth } from './block.ts';
import { buildRegNet } from './build.ts';
import type { RegNetConfig } from './config.ts';
import { regNetFields } from './fields.ts';
import { stagesOf, type Stage } from './line.ts';
import { regNetPresets } from './presets.ts';
import { regNetWords } from './timm.ts';

/** Channels of every map that a norm stands on. */
const normalized = ({ stemWidth, headWidth }: RegNetConfig, stages: readonly Stage[]) => [
	stemWidth,
	...stages.flatMap(({ inner, width }) => [inner, width]),
	...(headWidth > 0 ? [headWidth] : [])
];

/** Channels that enter a block: a stage's own only where a second block or another stage follows. */
const entering = ({ stemWidth }: RegNetConfig, stages: readonly Stage[]) => [
	stemWidth,
	...stages.filter(({ depth }, i) => depth > 1 || i < stages.length - 1).map(({ width }) => width)
];

/** What the field of widths by stage permits. */
const WIDEST = 16384;

/** Settings that contradict each other or leave a layer without channels. */
function check(config: RegNetConfig): readonly Problem[] {
	const { normGroupWidth, seRatio } = config;
	const stages = stagesOf(config);
	if (stages.length > MAX_STAGES) {
		const message = `the line makes ${stages.length} stages; permitted: up to ${MAX_STAGES}, with a larger multiplier or fewer blocks`;
		return [{ field: 'multiplier', message }];
	}
	if (stages.some(({ width }) => width > WIDEST)) {
		const message = `the line makes a stage wider than ${WIDEST} channels`;
		return [{ field: 'slope', message }];
	}
	const broken = stages.find(({ inner, groupWidth }) => inner % groupWidth !== 0);
	if (broken) {
		const message = `groups of ${broken.groupWidth} do not divide the ${broken.inner} channels inside a block`;
		return [{ field: 'groupWidth', message }];
	}
	if (stages.some(({ width, inner }) => width < 1 || inner < 1))
		return [{ field: 'bottleneck', message: 'leaves a stage without channels' }];
	const undivided = normalized(config, stages).find((width) => width % normGroupWidth !== 0);
	if (config.norm === 'group' && undivided !== undefined) {
		const message = `groups of ${normGroupWidth} do not divide ${undivided} channels`;
		return [{ field: 'normGroupWidth', message }];
	}
	if (seRatio > 0 && entering(config, stages).some((width) => squeezedWidth(config, width) < 1))
		return [{ field: 'seRatio', message: 'leaves a gate without channels' }];
	return [];
}

const group = (shape: MarkShape, light: string, dark: string): GroupFacts => ({
	mark: { shape, light, dark },
	timm: regNetWords,
	image: { crop: 0.95 }
});

// Values come from this family's own fields, which hold exactly what RegNetConfig describes.
const own = (config: Config): RegNetConfig => config as RegNetConfig;

export const regNet: Family = {
	id: 'regnet',
	label: 'RegNet',
	fields: regNetFields,
	presets: regNetPresets,
	groups: {
		'RegNet X': group('pentagon', '#00707a', '#5fd3dc'),
		'RegNet Y': group('pentagon down', '#6b4a1f', '#d9b07a'),
		'RegNet Z': group('bar', '#3f6212', '#b5d36f'),
		'RegNet V': group('pillar', '#5b3a8c', '#c6a8f2')
	},
	check: (config) => check(own(config)),
	build: (config) => buildRegNet(own(config)),
	checkpoints: async () => (await import('./checkpoint.ts')).checkpoints,
	explain: ({ message }) => ({ field: 'input', message })
};
