import type { Layer } from '../../arch/infer.ts';
import { countAs, PRODUCTS, type Convention, type CountLabel, type Options } from './convention.ts';

/** One step from one tool's count to another's. */
export type BridgeStep = Readonly<{ label: CountLabel | 'two FLOPs for each MAC'; amount: number }>;

/**
 * Why two tools print different counts for one network: what the second counts beyond the first,
 * label by label, each multiply-accumulate once, and last the doubling where only one of them takes
 * a multiply-accumulate for two operations. The amounts add up to the difference of the totals.
 */
export function bridge(
	from: Convention,
	to: Convention,
	layers: readonly Layer[],
	options?: Options
): readonly BridgeStep[] {
	const [start, end] = [countAs(from, layers, options), countAs(to, layers, options)];
	const gaps = new Map<CountLabel, number>();
	for (const [{ terms }, { perMac }, sign] of [
		[start, from, -1],
		[end, to, 1]
	] as const)
		for (const { label, amount } of terms) {
			const once = PRODUCTS.has(label) ? amount / perMac : amount;
			gaps.set(label, (gaps.get(label) ?? 0) + sign * once);
		}
	const doubling = (to.perMac - 1) * end.products - (from.perMac - 1) * start.products;
	const steps: BridgeStep[] = [...gaps].map(([label, amount]) => ({ label, amount }));
	return [...steps, { label: 'two FLOPs for each MAC' as const, amount: doubling }].filter(
		({ amount }) => amount !== 0
	);
}
