import type { Layer } from '../../arch/infer.ts';
import { kindOf } from '../../arch/ops.ts';
import type { Placement } from '../../features/placement.ts';

/** In which order a module of timm’s gives its axes. */
type Axes = 'channels first' | 'channels last' | 'tokens';

/** Families whose blocks are modules of timm’s with axes that are always the same. */
const AXES: Readonly<Record<string, Axes>> = {
	convnet: 'channels first',
	regnet: 'channels first',
	mbconv: 'channels first',
	inceptionnext: 'channels first',
	swin: 'channels last',
	vit: 'tokens'
};

/** The module of timm’s whose output a layer’s is: a block that ends there, or a transformer’s norm. */
function moduleAt(layer: Layer, layers: readonly Layer[], axes: Axes): string | null {
	const isEnd = layer.block !== null && layers.findLast(({ block }) => block === layer.block);
	if (isEnd === layer && layer.blockRole === 'block') return layer.block;
	const isNorm = kindOf(layer.op, layer.in) === 'norm' && layer.weights.length > 0;
	return axes !== 'channels first' && isNorm ? layer.path : null;
}

/** How a module's output becomes maps with the channels first, as Grad-CAM libraries take them. */
function reshaping(axes: Axes, placement: Placement): string {
	if (axes === 'channels first' || placement.kind !== 'map') return '';
	if (axes === 'channels last') return ', reshape_transform=lambda x: x.permute(0, 3, 1, 2)';
	const { sides, leading } = placement;
	const patches = leading.length > 0 ? `x[:, ${leading.length}:]` : 'x';
	return `, reshape_transform=lambda x: ${patches}.unflatten(1, (${sides.join(', ')})).permute(0, 3, 1, 2)`;
}

/**
 * The lines that a Grad-CAM library for PyTorch (`pytorch-grad-cam`) needs to look at the same layer of
 * timm's network; `null` where timm has no module that ends there.
 *
 * @param family id of the design's family
 */
export function camLines(
	layer: Layer,
	layers: readonly Layer[],
	placement: Placement,
	family: string
): string | null {
	const axes = AXES[family];
	const path = axes && placement.kind === 'map' ? moduleAt(layer, layers, axes) : null;
	if (!axes || path === null) return null;
	return [
		`target_layers = [model.get_submodule("${path}")]`,
		`cam = GradCAM(model=model, target_layers=target_layers${reshaping(axes, placement)})`
	].join('\n');
}
