import process from 'node:process';

/** Where the hub and its mirrors send those who ask for a file. */
const STORAGE = ['https://*.hf.co'];

/**
 * The hubs that the site may fetch weights from, the usual one first: `HF_ENDPOINT`, as the hub’s own
 * tools call it, with a space between several. A page’s content policy is written when it is built, and
 * nothing can be added to it afterwards.
 * @returns {string[]}
 */
export function hubs() {
	const asked = (process.env.HF_ENDPOINT ?? '').split(/\s+/).filter((text) => text !== '');
	const read = asked.map((text) => {
		const address = text.replace(/\/+$/, '');
		if (/^https?:/.test(address) && URL.canParse(address) && new URL(address).origin === address)
			return address;
		throw new Error(
			`HF_ENDPOINT has "${text}"; permitted are addresses like https://huggingface.co`
		);
	});
	return read.length > 0 ? read : ['https://huggingface.co'];
}

/** @typedef {`${string}://${string}.${string}`} Host */

/**
 * The hosts that a page may connect to besides its own: the hubs, and where their files lie
 * (`HF_STORAGE` for mirrors that have storage of their own).
 * @returns {Host[]}
 */
export function hubHosts() {
	const asked = (process.env.HF_STORAGE ?? '').split(/\s+/).filter((text) => text !== '');
	const storage = asked.length > 0 ? asked : STORAGE;
	return /** @type {Host[]} */ ([...hubs(), ...storage]);
}
