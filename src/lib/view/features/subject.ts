import type { NetworkRequest } from '../../benchmark/inspect/inspect.ts';

/** A network with its weights and its picture, on a backend: what is looked into. */
export type Subject = Omit<NetworkRequest, 'subject' | 'picture' | 'mayBeLarge'>;

/** Whether one network that was built does for both. */
export const sameNetwork = (a: Subject, b: Subject): boolean =>
	a.net === b.net && a.weights === b.weights && a.backend === b.backend && a.kernels === b.kernels;

export const sameSubject = (a: Subject, b: Subject): boolean =>
	sameNetwork(a, b) && a.image === b.image;

type Numbers = Pick<NetworkRequest, 'subject' | 'picture'>;

let last: Readonly<{ about: Subject; numbers: Numbers }> | null = null;

function nextNumbers(about: Subject): Numbers {
	const { subject, picture } = last?.numbers ?? { subject: 0, picture: 0 };
	const stays = last !== null && sameNetwork(last.about, about);
	return { subject: stays ? subject : subject + 1, picture: picture + 1 };
}

/** A subject's numbers, never those of another: what was left open is found again by them. */
export function numbersOf(about: Subject): Numbers {
	if (!last || !sameSubject(last.about, about)) last = { about, numbers: nextNumbers(about) };
	return last.numbers;
}
