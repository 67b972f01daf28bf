import type { Network } from '../src/lib/arch/design.ts';
import type { BackendName } from '../src/lib/runtimes/backends.ts';
import { planFor } from '../src/lib/runtimes/plan/plan-for.ts';
import type { Step } from '../src/lib/runtimes/plan/plan.ts';

/** Sizes stand for each other; none, one and several do not. */
const alike = (_: string, value: unknown): unknown =>
	typeof value === 'number' && value > 1 ? 2 : value;

/** What two kernel calls have alike that differ in sizes alone. */
const kindOf = ({ layer, then, inputs, rolls, slices }: Step): string =>
	JSON.stringify(
		[layer.op, then.map(({ op }) => op.kind), inputs.length, rolls, slices.length > 0],
		alike
	);

/**
 * Names of networks that together have every kind of kernel call that all of them have: operation, what is fused
 * to it, joins, shifts and slices, whatever the sizes. The one that adds most comes first.
 */
export function withEveryCall(
	networks: Readonly<Record<string, Network>>,
	backend: BackendName
): readonly string[] {
	const kinds = Object.entries(networks).map(
		([name, { net, input }]) =>
			[name, [...new Set(planFor(net, input, backend, 'ours').map(kindOf))]] as const
	);
	const left = new Set(kinds.flatMap(([, all]) => all));
	const chosen: string[] = [];
	while (left.size > 0) {
		const added = kinds.map(([, all]) => all.filter((kind) => left.has(kind)).length);
		const [name, all] = kinds[added.indexOf(Math.max(...added))] ?? ['', []];
		chosen.push(name);
		for (const kind of all) left.delete(kind);
	}
	return chosen;
}
