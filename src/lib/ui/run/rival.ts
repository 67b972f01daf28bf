import type { Card } from '../../live/card.ts';

/** The one of earlier runs that differs from a new one in its kernels alone. */
export function rivalOf(card: Card, earlier: readonly (Card | null)[]): Card | null {
	const alike = (other: Card): boolean =>
		other.kernels !== card.kernels &&
		other.design === card.design &&
		other.backend === card.backend &&
		other.batch === card.batch;
	return earlier.find((other) => other !== null && alike(other)) ?? null;
}
