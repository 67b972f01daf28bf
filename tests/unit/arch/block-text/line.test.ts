import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeLine } from '../../../../src/lib/arch/block-text/describe.ts';
import { JOINS, WORDS } from '../../../../src/lib/arch/block-text/words.ts';
import { OP_KINDS } from '../../../../src/lib/arch/ops.ts';
import { makeOf, readLine, tryLine, writeLine } from '../../../../src/lib/arch/block-text/line.ts';
import { chain, join, type Net } from '../../../../src/lib/arch/net.ts';

const PLACE = { width: 96, entering: 96, stride: 1, index: 0 };
const MAP = [14, 14, 96];

const made = (text: string, place: object = {}) =>
	tryLine(() => makeOf(text, 'block', { ...PLACE, ...place }, MAP));

/** Paths and kinds of all operations of a line, in order. */
function leaves(text: string, place: object = {}): readonly string[] {
	const line = made(text, place);
	if (!line.ok) throw new Error(line.message);
	const visit = (net: Net, path: string): readonly string[] => {
		if (net.kind === 'chain')
			return net.children.flatMap((child) => visit(child.net, join(path, child.name)));
		if (net.kind !== 'parallel') return [`${path} ${net.kind}`];
		const inside = net.branches.flatMap((child) => visit(child.net, join(path, child.name)));
		return [...inside, `${join(path, net.name)} ${typeof net.join === 'string' ? net.join : ''}`];
	};
	return line.value.children.flatMap((child) => (child ? visit(child[1], child[0]) : []));
}

const complaint = (text: string) => {
	const read = readLine(text);
	if (!read.ok) return { at: read.at, message: read.message };
	const line = made(text);
	return line.ok ? null : { at: line.at, message: line.message };
};

test('the lines of well-known blocks need no names to have those of timm', () => {
	expect(leaves('add(dw7, ln, linear 4C, gelu, linear C, scale)')).toEqual([
		...['conv_dw conv', 'norm layerNorm', 'mlp.fc1 linear', 'mlp.act gelu', 'mlp.fc2 linear'],
		...['gamma layerScale', 'add add']
	]);
	expect(leaves('add(pw C/4, bn, relu, conv3, bn, relu, pw C, bn), relu')).toEqual([
		...['conv1 conv', 'bn1 batchNorm', 'act1 relu', 'conv2 conv', 'bn2 batchNorm', 'act2 relu'],
		...['conv3 conv', 'bn3 batchNorm', 'add add', 'act3 relu']
	]);
	expect(leaves('mul(pool, pw C/16, relu, pw C, sigmoid)')).toEqual([
		...['se.pool globalPool', 'se.fc1 conv', 'se.act relu', 'se.fc2 conv', 'se.gate sigmoid'],
		'se.mul mul'
	]);
	expect(
		leaves('add(ln, attn:(linear 3C, attention 12, linear C)), add(ln, linear 4C, gelu, linear C)')
	).toEqual([
		...['norm1 layerNorm', 'attn.qkv linear', 'attn attention', 'attn.proj linear', 'add1 add'],
		...['norm2 layerNorm', 'mlp.fc1 linear', 'mlp.act gelu', 'mlp.fc2 linear', 'add2 add']
	]);
});

test('a second gate has a name of its own', () => {
	const gate = 'mul(pool, pw C, sigmoid)';
	expect(leaves(`${gate}, ${gate}`).filter((leaf) => / (mul|conv)$/.test(leaf))).toEqual([
		...['se.fc1 conv', 'se.mul mul', 'se_2.fc1 conv', 'se_2.mul mul']
	]);
	const two = made(`${gate}, ${gate}`);
	const { children } = chain(two.ok ? two.value.children : []);
	const style = { letters: ['C', 'I'], counts: true, skips: true } as const;
	const said = describeLine(children, 'block', PLACE, MAP, style);
	expect(writeLine(said)).toBe(`${gate}, ${gate}`);
});

test('a projection stands only where shapes change, and a shortcut that skips only where they do not', () => {
	const residual = 'add(conv3 C stride=S, bn | project(pw C stride=S, bn))';
	expect(leaves(residual)).toEqual(['conv1 conv', 'bn1 batchNorm', 'add add']);
	expect(leaves(residual, { stride: 2 })).toContain('downsample.0 conv');
	expect(leaves('skip(conv3 stride=S)')).toContain('add add');
	expect(leaves('skip(conv3 stride=S)', { stride: 2 })).not.toContain('add add');
});

test('blocks take turns', () => {
	const line = 'alternate(dw3 | dw5 | dw7)';
	const kernels = [0, 1, 2, 3].map((index) => {
		const turn = made(line, { index });
		const net = turn.ok ? turn.value.children[0]?.[1] : null;
		return net?.kind === 'conv' ? net.kernel : null;
	});
	expect(kernels).toEqual([3, 5, 7, 3]);
});

test.each([
	['add(dw7, foo, gelu)', 9, '“foo” is no operation; permitted: dw, pw,'],
	['add(dw7, ln', 0, 'bracket is not closed'],
	['dw7) gelu', 3, '“)” is not permitted here'],
	['dw7,, gelu', 4, 'nothing stands here'],
	['add(ln)gelu', 7, 'a comma is missing'],
	['pw 4D', 3, '“4D” is not permitted; permitted: a number'],
	['pw 4C fast', 6, '“fast” is no argument of pw; permitted: a number, stride=…'],
	['pw 4C stride=0', 6, '“0” is not permitted; permitted: a number from 1 to 32, or S'],
	['dw7, linear 4C, attention 5', 16, 'do not divide'],
	['add(pw 2C | )', 0, ''],
	['concat(a:conv3 | a:conv5)', 19, 'the name a is there twice'],
	['unit 1, linear C, unit 2', 18, 'the weight logit_scale is there twice'],
	['a b:conv3', 0, 'a name has letters'],
	['add(dw7, class:ln)', 9, 'no part can be called class in PyTorch; permitted: a name that'],
	['mlp.forward:pw C', 0, 'no part can be called forward'],
	['_modules:(pw C)', 0, 'no part can be called _modules'],
	['add name=type(pw C)', 4, 'no part can be called type'],
	['add', 0, 'add needs brackets'],
	['bn(gelu)', 0, 'has no brackets'],
	['attention', 0, 'attention needs heads'],
	['gelu, alternate(ln | bn)', 6, 'alternate stands alone']
])('of %s it is said where and why it is no block', (text, at, message) => {
	const said = complaint(text);
	expect(said?.message).toContain(message);
	expect(said?.at).toBe(at);
});

test('ten thousand broken lines give a block or a message, and none is taken for another', () => {
	const part = fc.constantFrom(
		...['add(', 'mul(', 'concat(', 'skip(', 'alternate(', 'project(', '(', ')', ',', '|', ':', '='],
		...['dw7', 'pw 4C', 'linear C', 'ln', 'bn', 'gelu', 'attention 3', 'slice 0 9', 'C/0', '4C'],
		...[
			'conv3 stride=S',
			'windows7 by=3',
			'unwindows',
			'__proto__',
			'constructor',
			'+',
			' ',
			'\u0000',
			'😀'
		],
		...['conv999', 'pw 99999999999', 'eps=1e-99', 'name=x', 'a.b:', 'K', 'pool', 'token 4']
	);
	const text = fc.oneof(
		fc.array(part, { maxLength: 30 }).map((parts) => parts.join('')),
		fc.array(part, { maxLength: 12 }).map((parts) => parts.join(',')),
		fc.string({ maxLength: 40, unit: 'binary' })
	);
	const checked = fc.check(
		fc.property(text, (line) => {
			const read = readLine(line);
			if (!read.ok) return read.message !== '' && read.at >= 0 && read.at <= line.length;
			const again = readLine(read.value);
			return again.ok && again.value === read.value && made(read.value).ok === made(line).ok;
		}),
		{ numRuns: 10_000 }
	);
	expect(checked.counterexample).toBeNull();
	expect(checked.numRuns).toBe(10_000);
});

test.each([
	['a megabyte of brackets', '('.repeat(1e6)],
	['a megabyte of commas', ','.repeat(1e6)],
	['a megabyte of one word', 'a'.repeat(1e6)],
	['ten thousand brackets within each other', `${'add('.repeat(10_000)}ln${')'.repeat(10_000)}`],
	['brackets as deep as a line is long', '('.repeat(4000)],
	['spaces as many as a line is long', ' '.repeat(3999) + '('],
	['a thousand items', 'ln,'.repeat(1000) + 'ln']
])('%s is refused with a message', (_, text) => {
	const read = readLine(text);
	expect(read.ok).toBe(false);
	expect(read.ok ? '' : read.message).toMatch(/permitted|closed/);
});

test('every operation has a word, and every join', () => {
	const said = new Set<string>([...WORDS.map(({ kind }) => kind), ...Object.values(JOINS)]);
	expect(OP_KINDS.filter((kind) => !said.has(kind))).toEqual([]);
});
