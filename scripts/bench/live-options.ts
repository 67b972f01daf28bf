import { UsageError } from '../run-command.ts';

/** The networks that the README shows. */
export const PRESETS = [
	'convnext_tiny',
	'resnet50',
	'resnext50_32x4d',
	'swin_tiny_patch4_window7_224',
	'vit_small_patch16_224'
];

/** Names after an option, parted by commas. @throws UsageError for one that is not permitted */
export function listed<T extends string>(
	option: string,
	text: string | undefined,
	permitted: readonly T[],
	byDefault: readonly T[]
): readonly T[] {
	if (text === undefined) return byDefault;
	return text.split(',').map((name) => {
		const found = permitted.find((known) => known === name);
		if (found !== undefined) return found;
		const names = permitted.length > 20 ? 'those of count --list' : permitted.join(', ');
		throw new UsageError(`--${option} ${name}: permitted are ${names}`);
	});
}

/** A number after an option. @throws UsageError for one that is not permitted */
export function positive(option: string, text: string, most = 1e6): number {
	const value = Number(text);
	if (Number.isFinite(value) && value > 0 && value <= most) return value;
	throw new UsageError(`--${option} ${text}: permitted are numbers above 0, up to ${most}`);
}
