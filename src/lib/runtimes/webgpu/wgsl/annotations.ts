/** What a shader may use beyond the core of WGSL, where the device has it. */
export type Extension = 'subgroups' | 'f16';

const ENABLE = '// enable this: ';
const TEXELS = '// read from a texture: ';
const STORED = '// lies as ';
const marked = (mark: string): RegExp => new RegExp(`${mark}(\\w+)`, 'g');
const marks = (code: string, mark: string): readonly string[] => [
	...new Set([...code.matchAll(marked(mark))].map(([, name = '']) => name))
];

/** A line for the middle of a shader, where directives are not allowed. */
export const enabling = (extension: Extension): string => ENABLE + extension;

/** A line for a shader that reads an input's `vec4` from the texture `nameTexels`. */
export const fromTexture = (name: string): string => TEXELS + name;

/** A line for a shader of which a buffer lies as an array of other elements, `nameStored`. */
export const storing = (name: string, element: string): string => `${STORED}${element}: ${name}`;

/**
 * tfjs declares every input as a buffer, and writes functions that index it. The texture takes the
 * buffer's binding; the functions, which nothing calls, are left a name that they can index.
 */
const bound = (code: string, name: string): string =>
	code.replace(
		`var<storage, read> ${name}: array<vec4<f32>>;`,
		`var ${name}Texels : texture_2d<f32>;\nvar<private> ${name} : array<vec4<f32>, 1>;`
	);

/** The same for a buffer of other elements. */
const restored = (code: string): string =>
	[...code.matchAll(new RegExp(`${STORED}(\\S+): (\\w+)`, 'g'))].reduce(
		(all, [, element = '', name = '']) =>
			all.replace(
				new RegExp(`(var<storage, \\w+>) ${name}: (array<.*)>;`),
				`$1 ${name}Stored : array<${element}>;\nvar<private> ${name} : $2, 1>;`
			),
		code
	);

/** The shader that tfjs has put together, as its marks want it: directives stand at the top. */
export function amended(code: string): string {
	const directives = marks(code, ENABLE).map((name) => `enable ${name};\n`);
	return directives.join('') + restored(marks(code, TEXELS).reduce(bound, code));
}
