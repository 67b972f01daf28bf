import type { Layer } from '../../arch/infer.ts';
import type { OpKind } from '../../arch/net.ts';
import type { BackendName } from '../backends.ts';
import { usesOwn, type Kernels } from '../kernel-sets.ts';
import { epilogueOf } from '../plan/epilogue.ts';
import { affineOf, foldInto } from '../plan/fold.ts';
import { isAffine, keptIn } from '../plan/fuse.ts';
import { kernelForm, type KernelForm } from '../plan/kernel-form.ts';
import type { RunPrecision } from '../../count/run-precision.ts';
import type { CompiledKernel } from './kernels/kernel.ts';
import type { ChooseVariant } from './kernels/own-kernel.ts';
import { compileKernel } from './kernels/table.ts';
import type { Step } from '../plan/plan.ts';

export type Setting = Readonly<{
	backend: BackendName;
	kernels: Kernels;
	/** Images of a pass. */
	batch: number;
	/** `f32` without it. */
	precision?: RunPrecision;
	/** Chooses among kernel variants on WebAssembly; without it, rules do. */
	choose?: ChooseVariant;
}>;

/** Values of a layer's weights, in the order of `weightsOf` and in PyTorch's layouts. */
export type WeightsOf = (layer: Layer) => Promise<readonly Float32Array[]>;

/** The layers of a step whose work is done by the weights of its first. */
export const foldedIn = ({ layer, then }: Step): readonly Layer[] =>
	then.slice(0, then.length + 1 - keptIn([layer, ...then]).length);

/** A layer with what follows it folded in. */
async function folded(step: Step, weightsOf: WeightsOf): Promise<KernelForm> {
	const { op, values } = kernelForm(step.layer.op, await weightsOf(step.layer));
	const affines = [];
	for (const layer of foldedIn(step)) affines.push(affineOf(layer, await weightsOf(layer)));
	const [first, second] = values;
	const isProduct = op.kind === 'conv' || op.kind === 'linear';
	if (affines.length === 0 || !first || !isProduct) return { op, values };
	const { weight, bias } = foldInto(first, second, affines);
	return { op: { ...op, bias: true }, values: bias ? [weight, bias] : [weight] };
}

/** Loads our own kernels when they are first needed: they come with their back ends. */
async function own(
	step: Step,
	{ op, values }: KernelForm,
	{ backend, batch, precision = 'f32', choose }: Setting,
	weightsOf: WeightsOf
): Promise<CompiledKernel | null> {
	const compileOwn =
		backend === 'wasm'
			? (await import('../wasm/kernels/table.ts')).compileWasmKernel<OpKind>
			: (await import('../webgpu/kernels/table.ts')).compileOwnKernel<OpKind>;
	const { in: x, out } = step.layer;
	const layer = keptIn([step.layer, ...step.then]).find(isAffine);
	const affine = layer ? { layer, values: await weightsOf(layer) } : null;
	const epilogue = epilogueOf(step);
	const compiled = await compileOwn({
		op,
		x,
		out,
		values,
		affine,
		epilogue,
		step,
		batch,
		precision,
		...(choose && { choose })
	});
	return compiled && precision === 'f16' ? { ...compiled, takesHalves: true } : compiled;
}

/** Opens what kernels run in, where that is not open yet. */
export async function openKernels({ backend, kernels }: Setting): Promise<void> {
	if (backend !== 'wasm' || !usesOwn(backend, kernels)) return;
	await (await import('../wasm/current.ts')).openWasmEngine();
}

/** Puts a step's weights on the device and compiles it, to be run when kernels are open. */
export async function prepare(
	step: Step,
	setting: Setting,
	weightsOf: WeightsOf
): Promise<CompiledKernel> {
	const { backend, kernels } = setting;
	const { op, values } = await folded(step, weightsOf);
	const compiled = usesOwn(backend, kernels)
		? await own(step, { op, values }, setting, weightsOf)
		: null;
	if (compiled) return compiled;
	const relu = step.then.some((layer) => layer.op.kind === 'relu');
	return compileKernel<OpKind>({ op, x: step.layer.in, values, backend, relu });
}
