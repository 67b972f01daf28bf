import { expect, test } from 'vitest';
import { enabling, hoisted } from '../../src/lib/live/kernels/wgsl/directives.ts';

test('what a kernel marks in the middle of a shader is enabled at its top, once', () => {
	const code = `struct Uniforms { a : i32 };\n${enabling('subgroups')}\n${enabling('subgroups')}\n`;
	expect(hoisted(code)).toBe(`enable subgroups;\n${code}`);
});

test('a shader without marks stays as it is', () => {
	expect(hoisted('fn main() {}')).toBe('fn main() {}');
});
