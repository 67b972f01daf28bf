import { countFrom, size, type Shapes } from '../weight-shapes.ts';
import type { Embedding, VitConfig } from './config.ts';

/** What makes tokens of an image, as weights show it. */
type Read = Pick<VitConfig, 'embedding' | 'width' | 'channels'> & Partial<Pick<VitConfig, 'patch'>>;

const PROJECTION = 'patch_embed.proj.weight';
const BACKBONE = 'patch_embed.backbone';

function resNetFrom(shapes: Shapes): Embedding {
	const third = countFrom(shapes, (i) => `${BACKBONE}.layer3.${i}.conv1.weight`);
	if (!shapes.has(`${BACKBONE}.layer4.0.conv1.weight`)) return 'resnet50d-s16';
	return third > 2 ? 'resnet50d' : 'resnet26d';
}

const isStandardized = (shapes: Shapes): boolean =>
	shapes.has(`${BACKBONE}.stem.conv.weight`) || shapes.has(`${BACKBONE}.conv.weight`);

function resNetV2From(shapes: Shapes, width: number): Read {
	const entering = `${BACKBONE}.stem.conv.weight`;
	if (!shapes.has(entering))
		return {
			embedding: 'resnetv2-stem',
			width,
			channels: size(shapes, `${BACKBONE}.conv.weight`, 1),
			patch: size(shapes, PROJECTION, 2)
		};
	const third = countFrom(shapes, (i) => `${BACKBONE}.stages.2.blocks.${i}.conv1.weight`);
	const whole = third > 2 ? 'resnetv2-50' : 'resnetv2-26';
	return {
		embedding: shapes.has(`${BACKBONE}.stages.3.blocks.0.conv1.weight`) ? whole : 'resnetv2-50-s16',
		width,
		channels: size(shapes, entering, 1)
	};
}

/** `null` where nothing makes tokens. */
export function embeddingFrom(shapes: Shapes): Read | null {
	const last = `${BACKBONE}.2.conv.weight`;
	if (shapes.has(last))
		return {
			embedding: 'convs',
			width: size(shapes, last, 0),
			channels: size(shapes, `${BACKBONE}.0.conv.weight`, 1)
		};
	if (shapes.get(PROJECTION)?.length !== 4) return null;
	const width = size(shapes, PROJECTION, 0);
	if (isStandardized(shapes)) return resNetV2From(shapes, width);
	if (shapes.has(`${BACKBONE}.layer1.0.conv1.weight`))
		return {
			embedding: resNetFrom(shapes),
			width,
			channels: size(shapes, `${BACKBONE}.conv1.0.weight`, 1)
		};
	return {
		embedding: 'patches',
		width,
		channels: size(shapes, PROJECTION, 1),
		patch: size(shapes, PROJECTION, 2)
	};
}
