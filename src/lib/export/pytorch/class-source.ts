import type { Forward } from './forward.ts';
import { wrapped } from './line.ts';
import { Unreadable } from './unreadable.ts';
import type { Scope } from './scope.ts';

/** Attributes are set once, and names are given a value before it is read. */
function refuseUnclear(init: readonly string[], forward: readonly string[]): void {
	const set = init.flatMap((line) => /^self\.(\w+) =/.exec(line)?.[1] ?? []);
	if (new Set(set).size < set.length) throw new Unreadable('two parts have one name');
	const given = forward.findIndex((line) => line.startsWith('shortcut ='));
	const read = forward.findIndex((line) => /[^=]*=.*\bshortcut\b/.test(line));
	if (read >= 0 && (given < 0 || given > read)) throw new Unreadable('there is no shortcut');
}

/** The text of a class. @throws Unreadable */
export function classSource(title: string, { names, init }: Scope, forward: Forward): string {
	const lines = forward.lines();
	const kept = names.kept.map((name) => `self.${name} = ${name}`);
	refuseUnclear([...kept, ...init], lines);
	const plain = forward.calls !== null;
	const last = lines.at(-1)?.replace(/^x = /, 'return ') ?? 'return x';
	const indented = (all: readonly string[]) =>
		all.map((line) => {
			const [, inner = '', text = ''] = /^( *)(.*)$/.exec(line) ?? [];
			return wrapped(text, `        ${inner}`);
		});
	return [
		`class ${title}(nn.${plain ? 'Sequential' : 'Module'}):`,
		`    def __init__(${['self', ...names.used].join(', ')}):`,
		...indented(['super().__init__()', ...kept, ...init]),
		...(plain ? [] : ['', '    def forward(self, x):', ...indented([...lines.slice(0, -1), last])])
	].join('\n');
}
