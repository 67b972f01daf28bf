import { Cancelled, LiveError } from '../errors/failure.ts';
import { hostOf } from './address.ts';

/** How the hub is reached. */
export type Network = Readonly<{
	fetch: typeof fetch;
	signal: AbortSignal;
	/** Done after so many ms, or once the signal aborts. */
	wait: (ms: number, signal: AbortSignal) => Promise<void>;
}>;

export const refuse = (message: string, advice: string): LiveError =>
	new LiveError('hub', message, advice);

/** How often what has failed is tried again, with nothing gained in between. */
const TRIES = 4;
/** The shortest time before that, and the longest, ms. */
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60_000;

/** What the hub says about a moment that is to be waited, ms; a date is not said by it. */
const askedToWait = (response: Response): number =>
	1000 * Number(/^\d{1,6}$/.exec(response.headers.get('retry-after') ?? '')?.[0] ?? 0);

/** What to do about a request that gave nothing: ask again after a while. */
class TryAgain extends Error {
	readonly ms: number;
	constructor(why: string, ms = 0) {
		super(why);
		this.ms = ms;
	}
}

const hostIn = (url: string): string => hostOf(new URL(url).origin);

/** @throws LiveError where asking again would change nothing, TryAgain where it may help */
function expectAnswer(response: Response, url: string, what: string): void {
	const { status } = response;
	const host = hostIn(url);
	// Of a range that is not there: whoever asked for it knows what that means.
	if (response.ok || status === 416) return;
	if (status === 401 || status === 403)
		throw refuse(
			`${host} does not give ${what} to everybody: it is not there, is private, or asks for consent to its terms.`,
			'Check the name. Where a consent is needed, get the file in your browser at the hub and drop it on the page.'
		);
	if (status === 404)
		throw refuse(`${host} has no ${what}.`, 'Check the name: owner/name, as in the hub’s address.');
	if (status === 429 || status >= 500)
		throw new TryAgain(
			status === 429 ? `${host} asks to wait: too many requests` : `${host} answered ${status}`,
			askedToWait(response)
		);
	throw refuse(`${host} answered ${status} to the request for ${what}.`, 'Try again later.');
}

/** @param range where to begin, bytes: a plain range needs no permission of the host before */
async function ask(url: string, what: string, network: Network, from: number): Promise<Response> {
	const { fetch, signal } = network;
	const response = await fetch(url, {
		signal,
		credentials: 'omit',
		// Some hosts are refused by who links to them, and none needs to know.
		referrerPolicy: 'no-referrer',
		// What is kept, is kept by this program, once.
		cache: 'no-store',
		...(from > 0 ? { headers: { range: `bytes=${from}-` } } : {})
	}).catch((error: unknown) => {
		throw new TryAgain(error instanceof Error ? error.message : String(error));
	});
	expectAnswer(response, url, what);
	return response;
}

/** Waits before the next try, or gives up. @param tries those that were in vain, this one included */
export async function orGiveUp(error: unknown, tries: number, url: string, network: Network) {
	const { signal, wait } = network;
	if (signal.aborted) throw new Cancelled();
	if (!(error instanceof TryAgain)) throw error;
	if (tries >= TRIES || error.ms > LONGEST_WAIT)
		throw refuse(
			`${hostIn(url)} could not be reached: ${error.message}.`,
			error.ms > LONGEST_WAIT
				? `It asks to wait ${Math.ceil(error.ms / 60_000)} minutes.`
				: 'Check the network and try again; what has come is kept.'
		);
	await wait(Math.max(error.ms, FIRST_WAIT * 2 ** (tries - 1)), signal);
	if (signal.aborted) throw new Cancelled();
}

/** A connection that ended before its time. */
export const cutOff = (error: unknown): Error =>
	new TryAgain(
		`the connection was cut${error instanceof Error && error.message ? ` (${error.message})` : ''}`
	);

/** An answer that can be used, from the bytes asked for on; asks again where that may help. @throws LiveError, Cancelled */
export async function answerOf(
	url: string,
	what: string,
	network: Network,
	from = 0
): Promise<Response> {
	for (let tries = 1; ; tries++) {
		try {
			return await ask(url, what, network, from);
		} catch (error) {
			await orGiveUp(error, tries, url, network);
		}
	}
}
