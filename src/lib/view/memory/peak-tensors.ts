import type { Network } from '../../arch/design.ts';
import { flowOf, INPUT, lastUses } from '../../arch/flow.ts';
import type { Shape } from '../../arch/net.ts';
import { elements } from '../../arch/ops.ts';
import { livenessOf } from '../../count/liveness.ts';

/** Why a tensor is alive while a layer works: a residual needs it later, the layer takes or gives it. */
export type Role = 'kept' | 'in' | 'out';
export const ROLES: readonly Role[] = ['kept', 'in', 'out'];

/** A layer at work, and the tensor elements alive meanwhile for one image, by why they are. */
export type MemoryStep = Readonly<{ path: string; live: number } & Record<Role, number>>;

/** The liveness of a network, with each moment split by why its tensors are alive. */
export type Alive = Readonly<{ steps: readonly MemoryStep[]; peak: number; at: number }>;

export function aliveOf({ net, layers, input }: Network): Alive {
	const flow = flowOf(net);
	const { moments, peak, at } = livenessOf(net, layers);
	const steps = moments.map(({ layer, live }, i): MemoryStep => {
		let taken = 0;
		for (const value of new Set(flow[i])) taken += elements(layers[value]?.out ?? input);
		const given = elements(layer.out);
		return { path: layer.path, live, in: taken, out: given, kept: live - taken - given };
	});
	return { steps, peak, at };
}

/** One tensor that is alive, and the layer that it comes from. */
export type PeakTensor = Readonly<{ role: Role; from: string; shape: Shape }>;

/** The tensors alive while one layer works. */
export function tensorsAt({ net, layers, input }: Network, step: number): readonly PeakTensor[] {
	const flow = flowOf(net);
	const last = lastUses(flow);
	const taken = new Set(flow[step]);
	const tensors: PeakTensor[] = [];
	for (let value = INPUT; value <= step; value++) {
		const role = value === step ? 'out' : taken.has(value) ? 'in' : 'kept';
		if (value < step && (last.get(value) ?? INPUT) < step) continue;
		const layer = layers[value];
		tensors.push({ role, from: layer?.path ?? 'the image', shape: layer?.out ?? input });
	}
	return tensors.sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role));
}
