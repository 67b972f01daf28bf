import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { printCompletion } from '../../../scripts/completion.ts';
import { UsageError } from '../../../scripts/run-command.ts';

const has = (shell: string) => spawnSync(shell, ['-c', 'exit 0']).status === 0;

/** How each starts without a person's own settings, and with what completions need. */
const START = {
	bash: { flags: ['--norc'], before: '' },
	zsh: { flags: ['-f'], before: 'autoload -U compinit; compinit -D -u' },
	fish: { flags: ['--no-config'], before: '' }
} as const;

/** What a shell prints, given a script of completions and what follows it. */
const ask = (shell: keyof typeof START, ...then: readonly string[]): readonly string[] => {
	const { flags, before } = START[shell];
	const script = [before, printCompletion([shell]), ...then].join('\n');
	const { stdout, stderr } = spawnSync(shell, [...flags, '-c', script], { encoding: 'utf8' });
	expect(stderr).toBe('');
	return stdout.split('\n').filter((line) => line !== '');
};

/** What each shell offers after some words, the last of them unfinished. */
const OFFERED = {
	bash: (words: readonly string[]) =>
		ask(
			'bash',
			`COMP_WORDS=(convnext-explorer ${words.map((word) => `'${word}'`).join(' ')})`,
			`COMP_CWORD=${words.length}; _convnext_explorer 2>/dev/null; printf '%s\\n' "\${COMPREPLY[@]}"`
		),
	// Outside its line editor zsh offers nothing: what would be offered is printed, and cut as it would be.
	zsh: (words: readonly string[]) => {
		const [last = ''] = words.slice(-1);
		const offered = ask(
			'zsh',
			`compadd() { while [[ $1 != -- ]]; do shift; done; shift; print -l -- "$@"; }`,
			`words=(convnext-explorer ${words.map((word) => `'${word}'`).join(' ')})`,
			`CURRENT=${words.length + 1} PREFIX='${last}'; _convnext-explorer`
		);
		return offered.filter((word) => word.startsWith(last));
	},
	fish: (words: readonly string[]) =>
		ask('fish', `complete -C 'convnext-explorer ${words.join(' ')}'`).map(
			(line) => line.split('\t')[0] ?? ''
		)
} as const;

for (const shell of ['bash', 'zsh', 'fish'] as const) {
	it.runIf(has(shell))(`completes commands, presets, tools, fields and options in ${shell}`, () => {
		const offered = OFFERED[shell];
		expect(offered(['co'])).toEqual(expect.arrayContaining(['count', 'completion']));
		expect(offered(['completion', ''])).toEqual(expect.arrayContaining(['bash', 'zsh', 'fish']));
		expect(offered(['count', 'convnext_at'])).toEqual(
			expect.arrayContaining(['convnext_atto', 'convnext_atto_ols'])
		);
		expect(offered(['count', 'convnext_at'])).not.toContain('resnet50');
		expect(offered(['count', '--mem'])).toEqual(['--memory']);
		expect(offered(['count', 'resnet50', '--convention', 'ptflops-'])).toEqual([
			'ptflops-aten',
			'ptflops-pytorch'
		]);
		expect(offered(['count', 'resnet50', '--set', 'dept'])).toContain('depths=');
		expect(offered(['count', 'resnet50', '--convention', 'nothing'])).toEqual([]);
	});
}

it.runIf(has('bash'))('offers a name of several words as one word', () => {
	const step = ['count', '--roadmap', 'resnet50', '--step'];
	expect(OFFERED.bash([...step, 'depth'])).toEqual(['depthwise\\ conv']);
	expect(OFFERED.bash([...step, 'BN'])).toEqual(['BN\\ -\\>\\ LN']);
});

it('names the shells that it knows', () => {
	for (const args of [[], ['powershell'], ['bash', 'zsh']])
		expect(() => printCompletion(args)).toThrow(UsageError);
	expect(() => printCompletion(['tcsh'])).toThrow('completion bash|zsh|fish');
});
