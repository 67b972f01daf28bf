/** Names that Python takes after a dot. */
const PLAIN = /^[A-Za-z_]\w*$/;

/** What reads a module of a class: those with numbers for names have no attribute. */
export const member = (name: string): string =>
	name === '' || PLAIN.test(name) ? `self.${name}` : `self.get_submodule("${name}")`;

/** What gives a class a module. */
export const setting = (name: string, text: string): string =>
	PLAIN.test(name) ? `self.${name} = ${text}` : `self.add_module("${name}", ${text})`;
