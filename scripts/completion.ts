import { EXPLAINED, offeredPresets, type OptionName } from './count-options.ts';
import { UsageError } from './run-command.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof SHELLS)[number];

export const COMPLETION_USAGE = `completion ${SHELLS.join('|')}`;

const COMMANDS = ['count', 'completion'];
const NAMES = Object.keys(EXPLAINED) as readonly OptionName[];
const OPTIONS = NAMES.map((name) => `--${name}`);
const OFFERING = NAMES.flatMap((name) => {
	const { value, about, offers } = EXPLAINED[name];
	return [{ name, about, takes: value !== undefined, words: offers?.() ?? [] }];
});

/** In quotes that every one of the shells takes as they are. */
const quoted = (text: string): string => `'${text.replaceAll("'", '’')}'`;
const quotedAll = (words: readonly string[]): string => words.map(quoted).join(' ');
const lines = (words: readonly string[]): string => `$'${words.join('\\n')}'`;

/** What comes after an option that takes a value; nothing is offered where any number will do. */
const cases = (print: (words: readonly string[], name: OptionName) => string): string =>
	OFFERING.filter(({ takes }) => takes)
		.map(({ name, words }) => `\t\t--${name}) ${print(words, name)} ;;`)
		.join('\n');

/** As it is written where blanks, brackets and arrows have a meaning. */
const escaped = (word: string): string => word.replace(/[^\w=.,:+-]/g, '\\$&');

const bash = (): string => `# convnext-explorer completion bash >> ~/.bashrc
_convnext_explorer() {
	local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} IFS=$'\\n' words
	if [ "$COMP_CWORD" -eq 1 ]; then
		words=${lines([...COMMANDS, '--help', '--version'])}
	else
		case $before in
		completion) words=${lines(SHELLS)} ;;
${cases((words, name) =>
	name === 'set'
		? `words=${lines(words)}; compopt -o nospace 2>/dev/null`
		: `words=${lines(words.map(escaped).map((word) => word.replaceAll('\\', '\\\\')))}`
)}
		*) case $word in
			-*) words=${lines(OPTIONS)} ;;
			*) words=${lines(offeredPresets())} ;;
			esac ;;
		esac
	fi
	COMPREPLY=($(compgen -W "$words" -- "$word"))
	[ \${#COMPREPLY[@]} -eq 0 ] || COMPREPLY=($(printf '%q\\n' "\${COMPREPLY[@]}"))
}
complete -F _convnext_explorer convnext-explorer`;

const zsh = (): string => `#compdef convnext-explorer
# convnext-explorer completion zsh > "\${fpath[1]}/_convnext-explorer"
_convnext-explorer() {
	if (( CURRENT == 2 )); then
		compadd -- ${quotedAll([...COMMANDS, '--help', '--version'])}
		return
	fi
	case \${words[CURRENT-1]} in
		completion) compadd -- ${quotedAll(SHELLS)} ;;
${cases((words, name) => (words.length === 0 ? ':' : `compadd ${name === 'set' ? "-S '' " : ''}-- ${quotedAll(words)}`))}
		*) case $PREFIX in
			-*) compadd -- ${quotedAll(OPTIONS)} ;;
			*) compadd -- ${quotedAll(offeredPresets())} ;;
			esac ;;
	esac
}
if [ "\${funcstack[1]}" = _convnext-explorer ]; then
	_convnext-explorer "$@"
else
	compdef _convnext-explorer convnext-explorer
fi`;

const fishOption = ({ name, about, takes, words }: (typeof OFFERING)[number]): string => {
	const offered = words.map(escaped).join(' ');
	const value = takes ? ` -x${words.length > 0 ? ` -a ${quoted(offered)}` : ''}` : '';
	return `complete -c convnext-explorer -n '__fish_seen_subcommand_from count' -l ${name}${value} -d ${quoted(about)}`;
};

const fish =
	(): string => `# convnext-explorer completion fish > ~/.config/fish/completions/convnext-explorer.fish
complete -c convnext-explorer -f
complete -c convnext-explorer -n __fish_use_subcommand -a count -d 'what a design costs'
complete -c convnext-explorer -n __fish_use_subcommand -a completion -d 'what makes a shell complete'
complete -c convnext-explorer -n __fish_use_subcommand -l version -d 'prints the version'
complete -c convnext-explorer -n '__fish_seen_subcommand_from completion' -a '${SHELLS.join(' ')}'
complete -c convnext-explorer -n '__fish_seen_subcommand_from count' -a '${offeredPresets().join(' ')}'
${OFFERING.map(fishOption).join('\n')}`;

const PRINT: Readonly<Record<Shell, () => string>> = { bash, zsh, fish };

/**
 * What makes a shell complete commands, presets, options and what they permit.
 *
 * @throws UsageError that names the permitted shells
 */
export function printCompletion(args: readonly string[]): string {
	const shell = SHELLS.find((name) => name === args[0]);
	if (shell && args.length === 1) return PRINT[shell]();
	throw new UsageError(`${COMPLETION_USAGE}: name one of these shells, and got: ${args.join(' ')}`);
}
