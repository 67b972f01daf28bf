/** What a shader may use beyond the core of WGSL, where the device has it. */
export type Extension = 'subgroups';

const MARK = '// enable this: ';
const MARKED = new RegExp(`${MARK}(\\w+)`, 'g');

/** A line for the middle of a shader, where directives are not allowed. */
export const enabling = (extension: Extension): string => MARK + extension;

/** The shader with directives for its marks at the top. */
export function hoisted(code: string): string {
	const names = new Set([...code.matchAll(MARKED)].map(([, name = '']) => name));
	return [...names].map((name) => `enable ${name};\n`).join('') + code;
}
