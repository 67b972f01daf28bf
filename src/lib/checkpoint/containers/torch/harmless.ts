import { isCall, isName, type Value } from '../pickle/values.ts';
import { walk } from '../pickle/walk.ts';

/** What files of weights hold as a rule: types, shapes, dictionaries, settings, numbers. */
const USUAL =
	/^(torch\.(\w+|cuda\.\w+Storage|storage\.\w+|nn\.parameter\.Parameter|nn\.modules\.\w+\.\w+|_utils\._rebuild_\w+|_tensor\._rebuild_\w+|serialization\._get_layout)|collections\.(OrderedDict|defaultdict|Counter)|(builtins|__builtin__)\.(set|dict|list|tuple|int|float|complex|bytearray|object|str)|_codecs\.encode|numpy\..*\.(scalar|_reconstruct)|numpy\.(dtype|ndarray)|argparse\.Namespace)$/;

const MOST_NAMES = 8;

/** Names of what Python would import and call beside what is usual, in a sentence; empty where there is none. */
export function tellCalls(root: Value): string {
	const names = new Set<string>();
	walk(root, (value) => {
		if ((isName(value) || isCall(value)) && !USUAL.test(value.name)) names.add(value.name);
	});
	if (names.size === 0) return '';
	const shown = [...names].slice(0, MOST_NAMES).map((name) => name.slice(0, 80));
	const more = names.size > MOST_NAMES ? ', …' : '';
	return `Python would import and call ${shown.join(', ')}${more} to load it; here nothing of a file is run.`;
}
