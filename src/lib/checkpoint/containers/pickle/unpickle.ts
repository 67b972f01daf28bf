import { FormatError, quoted } from '../format-error.ts';
import { bytesOf, type Bytes } from './bytes.ts';
import { append, createCalls, createStack, setItems, type Stack } from './stack.ts';
import { isCall, type Value } from './values.ts';

/** Python's int of so many bytes, the lowest first, in two's complement. */
function longOf(bytes: Uint8Array): Value {
	// No size or count takes more, and longer ones take quadratic time.
	if (bytes.length > 16) return bytes;
	let value = 0n;
	for (const byte of [...bytes].reverse()) value = (value << 8n) | BigInt(byte);
	const signed = BigInt.asIntN(8 * bytes.length, value);
	return BigInt(Number(signed)) === signed && Number.isSafeInteger(Number(signed))
		? Number(signed)
		: signed;
}

const asText = (value: Value): string => (typeof value === 'string' ? value : '?');

const nameOf = (module: Value, name: Value): Value => ({
	is: 'name',
	name: `${asText(module)}.${asText(name)}`
});

/** More than any file of weights has; each may take some hundred bytes. */
const MOST_STEPS = 2_000_000;

/** `INT` writes `00` and `01` for false and true. */
const intOf = (line: string): Value =>
	line === '00' ? false : line === '01' ? true : Number.parseInt(line, 10);

const unquoted = (line: string): string => line.replace(/^(['"])(.*)\1$/, '$2');

type Called = ReturnType<typeof createCalls>;
type Step = (stack: Stack, bytes: Bytes, called: Called) => void;

const pushes =
	(read: (bytes: Bytes) => Value): Step =>
	(stack, bytes) =>
		stack.push(read(bytes));

function reduce(stack: Stack, _: Bytes, called: Called): void {
	const args = stack.pop();
	stack.push(called(stack.pop(), args));
}

function build(stack: Stack): void {
	const state = stack.pop();
	const into = stack.top();
	if (isCall(into)) into.state = state;
}

/** What each code does, by the protocol's description in CPython's Lib/pickletools.py. */
const STEPS: Readonly<Record<string, Step>> = {
	'\x80': (_, bytes) => void bytes.u8(),
	'\x95': (_, bytes) => void bytes.u64(),
	'(': (stack) => stack.mark(),
	'0': (stack) => stack.drop(),
	'1': (stack) => void stack.popMark(),
	'2': (stack) => stack.push(stack.top()),
	N: pushes(() => null),
	'\x88': pushes(() => true),
	'\x89': pushes(() => false),
	I: pushes((bytes) => intOf(bytes.line())),
	J: pushes((bytes) => bytes.i32()),
	K: pushes((bytes) => bytes.u8()),
	M: pushes((bytes) => bytes.u16()),
	L: pushes((bytes) => Number.parseInt(bytes.line(), 10)),
	'\x8a': pushes((bytes) => longOf(bytes.take(bytes.u8()))),
	'\x8b': pushes((bytes) => longOf(bytes.take(bytes.u32()))),
	F: pushes((bytes) => Number.parseFloat(bytes.line())),
	G: pushes((bytes) => bytes.f64()),
	S: pushes((bytes) => unquoted(bytes.line())),
	T: pushes((bytes) => bytes.text(bytes.u32())),
	U: pushes((bytes) => bytes.text(bytes.u8())),
	V: pushes((bytes) => bytes.line()),
	X: pushes((bytes) => bytes.text(bytes.u32())),
	'\x8c': pushes((bytes) => bytes.text(bytes.u8())),
	'\x8d': pushes((bytes) => bytes.text(bytes.u64())),
	B: pushes((bytes) => bytes.take(bytes.u32())),
	C: pushes((bytes) => bytes.take(bytes.u8())),
	'\x8e': pushes((bytes) => bytes.take(bytes.u64())),
	'\x96': pushes((bytes) => bytes.take(bytes.u64())),
	']': pushes(() => []),
	')': pushes(() => []),
	'}': pushes(() => new Map()),
	'\x8f': pushes(() => []),
	l: (stack) => stack.push(stack.popMark()),
	t: (stack) => stack.push(stack.popMark()),
	'\x91': (stack) => stack.push(stack.popMark()),
	d(stack) {
		const pairs = stack.popMark();
		const map = new Map<Value, Value>();
		setItems(map, pairs);
		stack.push(map);
	},
	'\x85': (stack) => stack.push([stack.pop()]),
	'\x86'(stack) {
		const second = stack.pop();
		stack.push([stack.pop(), second]);
	},
	'\x87'(stack) {
		const third = stack.pop();
		const second = stack.pop();
		stack.push([stack.pop(), second, third]);
	},
	a(stack) {
		const value = stack.pop();
		append(stack.top(), [value]);
	},
	e(stack) {
		const values = stack.popMark();
		append(stack.top(), values);
	},
	'\x90'(stack) {
		const values = stack.popMark();
		append(stack.top(), values);
	},
	s(stack) {
		const value = stack.pop();
		const key = stack.pop();
		setItems(stack.top(), [key, value]);
	},
	u(stack) {
		const pairs = stack.popMark();
		setItems(stack.top(), pairs);
	},
	g: (stack, bytes) => stack.get(Number(bytes.line())),
	h: (stack, bytes) => stack.get(bytes.u8()),
	j: (stack, bytes) => stack.get(bytes.u32()),
	p: (stack, bytes) => stack.put(Number(bytes.line())),
	q: (stack, bytes) => stack.put(bytes.u8()),
	r: (stack, bytes) => stack.put(bytes.u32()),
	'\x94': (stack) => stack.memoize(),
	c: pushes((bytes) => nameOf(bytes.line(), bytes.line())),
	'\x93'(stack) {
		const name = stack.pop();
		stack.push(nameOf(stack.pop(), name));
	},
	i(stack, bytes, called) {
		const name = nameOf(bytes.line(), bytes.line());
		stack.push(called(name, stack.popMark()));
	},
	o(stack, _, called) {
		const [callee = null, ...args] = stack.popMark();
		stack.push(called(callee, args));
	},
	R: reduce,
	'\x81': reduce,
	'\x92'(stack, bytes, called) {
		stack.pop();
		reduce(stack, bytes, called);
	},
	b: build,
	P: pushes((bytes) => ({ is: 'reference', id: bytes.line() })),
	Q: (stack) => stack.push({ is: 'reference', id: stack.pop() })
};

/**
 * Reads one pickle, protocols 0 to 5, and runs nothing of it: what it would import or call is only
 * described.
 *
 * @returns what it holds, and the number of bytes that it takes
 * @throws FormatError
 */
export function unpickle(data: Uint8Array): Readonly<{ value: Value; end: number }> {
	const bytes = bytesOf(data);
	const stack = createStack();
	const called = createCalls();
	for (let steps = 0; steps < MOST_STEPS; steps++) {
		const code = String.fromCharCode(bytes.u8());
		if (code === '.') return { value: stack.pop(), end: bytes.at() };
		const step = Object.hasOwn(STEPS, code) ? STEPS[code] : undefined;
		if (!step)
			throw new FormatError(
				`The pickle is broken: ${quoted(code)} at byte ${bytes.at() - 1} is no step of a pickle.`
			);
		step(stack, bytes, called);
	}
	throw new FormatError(`The pickle takes more than ${MOST_STEPS} steps, and no more are read.`);
}
