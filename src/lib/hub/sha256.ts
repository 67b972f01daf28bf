/** Prime numbers, as many as asked for. */
function primes(count: number): readonly number[] {
	const found: number[] = [];
	for (let n = 2; found.length < count; n++)
		if (found.every((prime) => n % prime !== 0)) found.push(n);
	return found;
}

/** The first 32 bits of a number's fraction. */
const fraction = (value: number): number => Math.floor((value - Math.floor(value)) * 2 ** 32) | 0;

const START = primes(8).map((prime) => fraction(Math.sqrt(prime)));
const ROUNDS = Int32Array.from(primes(64).map((prime) => fraction(Math.cbrt(prime))));
const BLOCK = 64;

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** Takes blocks of 64 bytes into the state. `words` is room for 64 words. */
function absorb(state: Int32Array, words: Int32Array, view: DataView, from: number, to: number) {
	for (let at = from; at < to; at += BLOCK) {
		for (let i = 0; i < 16; i++) words[i] = view.getInt32(at + 4 * i);
		for (let i = 16; i < 64; i++) {
			const early = words[i - 15] ?? 0;
			const late = words[i - 2] ?? 0;
			const s0 = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
			const s1 = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
			words[i] = (words[i - 16] ?? 0) + s0 + (words[i - 7] ?? 0) + s1;
		}
		rounds(state, words);
	}
}

/** The 64 rounds of a block. Plain assignments: an array for each would take ten times as long. */
function rounds(state: Int32Array, words: Int32Array): void {
	let a = state[0] ?? 0;
	let b = state[1] ?? 0;
	let c = state[2] ?? 0;
	let d = state[3] ?? 0;
	let e = state[4] ?? 0;
	let f = state[5] ?? 0;
	let g = state[6] ?? 0;
	let h = state[7] ?? 0;
	for (let i = 0; i < 64; i++) {
		const mix = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
		const one = (h + mix + ((e & f) ^ (~e & g)) + (ROUNDS[i] ?? 0) + (words[i] ?? 0)) | 0;
		const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
		h = g;
		g = f;
		f = e;
		e = (d + one) | 0;
		d = c;
		c = b;
		b = a;
		a = (one + two) | 0;
	}
	state[0] = (state[0] ?? 0) + a;
	state[1] = (state[1] ?? 0) + b;
	state[2] = (state[2] ?? 0) + c;
	state[3] = (state[3] ?? 0) + d;
	state[4] = (state[4] ?? 0) + e;
	state[5] = (state[5] ?? 0) + f;
	state[6] = (state[6] ?? 0) + g;
	state[7] = (state[7] ?? 0) + h;
}

const viewOf = (bytes: Uint8Array) =>
	new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** A SHA-256 (FIPS 180-4) that takes its bytes in pieces: the browser's own wants a file whole, in memory. */
export type Sha256 = Readonly<{
	add: (bytes: Uint8Array) => void;
	/** The hash in 64 hexadecimal digits; nothing may be added after it. */
	end: () => string;
}>;

export function sha256(): Sha256 {
	const state = Int32Array.from(START);
	const words = new Int32Array(64);
	const rest = new Uint8Array(2 * BLOCK);
	let [held, total] = [0, 0];

	function add(bytes: Uint8Array): void {
		total += bytes.length;
		let from = 0;
		if (held > 0) {
			from = Math.min(BLOCK - held, bytes.length);
			rest.set(bytes.subarray(0, from), held);
			held += from;
			if (held < BLOCK) return;
			absorb(state, words, viewOf(rest), 0, BLOCK);
		}
		const whole = from + Math.floor((bytes.length - from) / BLOCK) * BLOCK;
		absorb(state, words, viewOf(bytes), from, whole);
		rest.set(bytes.subarray(whole));
		held = bytes.length - whole;
	}

	function end(): string {
		rest.fill(0, held);
		rest[held] = 0x80;
		const length = held + 9 <= BLOCK ? BLOCK : 2 * BLOCK;
		viewOf(rest).setBigUint64(length - 8, BigInt(total) * 8n);
		absorb(state, words, viewOf(rest), 0, length);
		return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
	}

	return { add, end };
}
