import type { Net } from '../arch/net.ts';

/** How many blocks a network has. */
export function blocksOf(net: Net): number {
	if (net.kind !== 'chain' && net.kind !== 'parallel') return 0;
	if (net.kind === 'chain' && net.role === 'block') return 1;
	const parts = net.kind === 'chain' ? net.children : net.branches;
	return parts.reduce((sum, part) => sum + blocksOf(part.net), 0);
}
