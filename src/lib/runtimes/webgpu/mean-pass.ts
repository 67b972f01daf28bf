import type { GpuClock, KernelTime } from '../layer-time.ts';
import type { GpuPass } from './timestamps.ts';

const mean = (values: readonly number[]): number =>
	values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Several passes of one network in one: means, since browsers round timestamps, and the error of
 * rounding shrinks in a mean and stays in a median.
 *
 * @param seen at least one pass, all with the same dispatches
 */
export function meanPass(
	seen: readonly Readonly<{ pass: GpuPass; wallMs: number }>[]
): Readonly<{ clock: GpuClock; dispatchesOf: (part: number) => readonly KernelTime[] }> {
	const passes = seen.map(({ pass }) => pass);
	const [first] = passes;
	const byPart = new Map<number, KernelTime[]>();
	first?.dispatches.forEach(({ part, kernel }, i) => {
		const ms = mean(passes.map(({ dispatches }) => dispatches[i]?.ms ?? 0));
		byPart.set(part, [...(byPart.get(part) ?? []), { kernel, ms }]);
	});
	const sumOf = ({ dispatches }: GpuPass): number =>
		dispatches.reduce((sum, { ms }) => sum + ms, 0);
	return {
		clock: {
			sumMs: mean(passes.map(sumOf)),
			spanMs: mean(passes.map(({ spanMs }) => spanMs)),
			wallMs: mean(seen.map(({ wallMs }) => wallMs)),
			stepMs: Math.min(...passes.map(({ stepMs }) => stepMs)),
			submits: Math.max(...passes.map(({ submits }) => submits)),
			dispatches: first?.dispatches.length ?? 0
		},
		dispatchesOf: (part) => byPart.get(part) ?? []
	};
}
