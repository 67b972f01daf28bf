import { expect, test } from 'vitest';
import {
	amended,
	enabling,
	fromTexture
} from '../../../../../src/lib/runtimes/webgpu/wgsl/annotations.ts';
import { withStored } from '../../../../../src/lib/runtimes/webgpu/wgsl/stored.ts';

test('what a kernel marks in the middle of a shader is enabled at its top, once', () => {
	const code = `struct Uniforms { a : i32 };\n${enabling('subgroups')}\n${enabling('subgroups')}\n`;
	expect(amended(code)).toBe(`enable subgroups;\n${code}`);
});

test('an input that a kernel marks is a texture in the place of its buffer, and no other is', () => {
	const buffer = (binding: number, name: string): string =>
		`@group(0) @binding(${binding}) var<storage, read> ${name}: array<vec4<f32>>;`;
	const code = [buffer(1, 'x'), buffer(2, 'weight'), fromTexture('weight')].join('\n');
	const lines = amended(code).split('\n');
	expect(lines).toContain(buffer(1, 'x'));
	expect(lines).toContain('@group(0) @binding(2) var weightTexels : texture_2d<f32>;');
	expect(lines).not.toContain(buffer(2, 'weight'));
});

test('buffers that lie in halves or bytes are read and written by calls, wherever a shader indexes them', () => {
	const declared = [
		'@group(0) @binding(0) var<storage, read_write> result: array<vec4<i32>>;',
		'@group(0) @binding(1) var<storage, read> x: array<vec4<i32>>;',
		'@group(0) @binding(2) var<storage, read> weight: array<i32>;'
	];
	const code = withStored(
		'let v = x[at[0] + x0[1]] * weight[k * uniforms.x[2]]; result[goal] = max(v, x[goal]); rx[0] = 1;',
		[
			{ name: 'x', vectorWidth: 4, storage: 'f16' },
			{ name: 'weight', vectorWidth: 1, storage: 'snorm8' },
			{ name: 'result', vectorWidth: 4, storage: 'f16' }
		]
	);
	const lines = amended([...declared, code].join('\n')).split('\n');
	expect(lines).toContain(
		'@group(0) @binding(0) var<storage, read_write> resultStored : array<vec4<f16>>;'
	);
	expect(lines).toContain('@group(0) @binding(1) var<storage, read> xStored : array<vec4<f16>>;');
	expect(lines).toContain('@group(0) @binding(2) var<storage, read> weightStored : array<u32>;');
	expect(lines).toContain('var<private> weight : array<i32, 1>;');
	expect(lines.at(-1)).toBe(
		'let v = xRead(at[0] + x0[1]) * weightRead(k * uniforms.x[2]); resultWrite(goal, max(v, xRead(goal))); rx[0] = 1;'
	);
	expect(withStored('x[0] = 1;', [])).toBe('x[0] = 1;');
});

test('a shader without marks stays as it is', () => {
	expect(amended('fn main() {}')).toBe('fn main() {}');
});
