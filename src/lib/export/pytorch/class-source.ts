import type { Forward } from './forward.ts';
import { wrapped } from './line.ts';
import type { Scope } from './scope.ts';

/** The text of a class. */
export function classSource(title: string, { names, init }: Scope, forward: Forward): string {
	const lines = forward.lines();
	const plain = forward.calls !== null;
	const kept = names.kept.map((name) => `self.${name} = ${name}`);
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
