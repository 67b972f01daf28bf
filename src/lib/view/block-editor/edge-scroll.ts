/** Within this of an edge, px, what is dragged scrolls what it is dragged over. */
const NEAR = 48;
/** The most that one frame scrolls, px. */
const FASTEST = 14;

/**
 * How far to scroll in one frame along one axis while something is dragged: towards an edge that the
 * pointer is near or beyond, the faster the closer; 0 in between, and where edges leave no room.
 */
export function edgeScroll(at: number, from: number, to: number): number {
	if (to - from < 2 * NEAR) return 0;
	const beyond = at < from + NEAR ? at - from - NEAR : Math.max(0, at - to + NEAR);
	const share = Math.min(1, Math.abs(beyond) / NEAR);
	return Math.sign(beyond) * Math.ceil(share * FASTEST);
}
