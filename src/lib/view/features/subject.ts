import type { NetworkRequest } from '../../benchmark/inspect/inspect.ts';

/** A network with its weights and its picture, on a backend: what is looked into. */
export type Subject = Omit<NetworkRequest, 'subject' | 'mayBeLarge'>;

export const sameSubject = (a: Subject, b: Subject): boolean =>
	a.net === b.net &&
	a.weights === b.weights &&
	a.image === b.image &&
	a.backend === b.backend &&
	a.kernels === b.kernels;

let last: Readonly<{ subject: Subject; number: number }> | null = null;

/** A subject's number, never that of another: what was left open is found again by it. */
export function numberOf(subject: Subject): number {
	if (!last || !sameSubject(last.subject, subject))
		last = { subject, number: (last?.number ?? 0) + 1 };
	return last.number;
}
