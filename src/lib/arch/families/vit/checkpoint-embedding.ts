import { countFrom, size, type Shapes } from '../weight-shapes.ts';
import type { Embedding, VitConfig } from './config.ts';

/** What makes tokens of an image, as weights show it. */
type Read = Pick<VitConfig, 'embedding' | 'width' | 'channels'> & Partial<Pick<VitConfig, 'patch'>>;

const BACKBONE = 'patch_embed.backbone';

function resNetFrom(shapes: Shapes): Exclude<Embedding, 'patches' | 'convs'> {
	const third = countFrom(shapes, (i) => `${BACKBONE}.layer3.${i}.conv1.weight`);
	if (!shapes.has(`${BACKBONE}.layer4.0.conv1.weight`)) return 'resnet50d-s16';
	return third > 2 ? 'resnet50d' : 'resnet26d';
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
	const projection = 'patch_embed.proj.weight';
	if (shapes.get(projection)?.length !== 4) return null;
	const width = size(shapes, projection, 0);
	if (shapes.has(`${BACKBONE}.layer1.0.conv1.weight`))
		return {
			embedding: resNetFrom(shapes),
			width,
			channels: size(shapes, `${BACKBONE}.conv1.0.weight`, 1)
		};
	return {
		embedding: 'patches',
		width,
		channels: size(shapes, projection, 1),
		patch: size(shapes, projection, 2)
	};
}
