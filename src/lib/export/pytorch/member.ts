/** Names that Python takes after a dot. */
const PLAIN = /^[A-Za-z_]\w*$/;

const isPlain = (path: string): boolean => path.split('.').every((name) => PLAIN.test(name));

/** What reads a module of a class, by its path there: those with numbers for names have no attribute. */
export const member = (path: string): string =>
	path === '' || isPlain(path) ? `self.${path}` : `self.get_submodule("${path}")`;

/** What gives a class a module, at a path of modules that it has. */
export function setting(path: string, text: string): string {
	const dot = path.lastIndexOf('.');
	const holder = dot < 0 ? 'self' : member(path.slice(0, dot));
	const name = path.slice(dot + 1);
	return PLAIN.test(name)
		? `${holder}.${name} = ${text}`
		: `${holder}.add_module("${name}", ${text})`;
}
