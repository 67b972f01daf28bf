import { expect, test } from 'vitest';
import {
	amended,
	enabling,
	fromTexture
} from '../../../../../src/lib/runtimes/webgpu/wgsl/annotations.ts';

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

test('a shader without marks stays as it is', () => {
	expect(amended('fn main() {}')).toBe('fn main() {}');
});
