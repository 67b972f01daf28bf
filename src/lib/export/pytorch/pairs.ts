import { sidesOf, type Net, type Op, type PerAxis } from '../../arch/net.ts';

const isUneven = (op: Op): boolean =>
	('window' in op && typeof op.window === 'object' && op.window !== null) ||
	('shift' in op && typeof op.shift === 'object');

const ops = (net: Net): readonly Op[] => {
	if (net.kind === 'chain') return net.children.flatMap((child) => ops(child.net));
	if (net.kind === 'parallel') return net.branches.flatMap((branch) => ops(branch.net));
	return [net];
};

function paired(op: Op): Op {
	const pair = (value: PerAxis): PerAxis => sidesOf(value);
	switch (op.kind) {
		case 'attention':
			return op.window === null ? op : { ...op, window: pair(op.window), shift: pair(op.shift) };
		case 'shiftWindows':
			return { ...op, window: pair(op.window), shift: pair(op.shift) };
		case 'unshiftWindows':
			return { ...op, shift: pair(op.shift) };
		default:
			return op;
	}
}

function eachOp(net: Net, change: (op: Op) => Op): Net {
	const inner = <T extends Readonly<{ net: Net }>>(child: T): T => ({
		...child,
		net: eachOp(child.net, change)
	});
	if (net.kind === 'chain') return { ...net, children: net.children.map(inner) };
	if (net.kind === 'parallel') return { ...net, branches: net.branches.map(inner) };
	return change(net);
}

/** Whether the windows of any layer differ between the axes. */
export const hasPairs = (net: Net): boolean => ops(net).some(isUneven);

/**
 * Writes all windows and shifts as pairs if any must be one: blocks of one class differ in numbers
 * alone.
 */
export const withPairs = <N extends Net>(net: N): N =>
	hasPairs(net) ? (eachOp(net, paired) as N) : net;
