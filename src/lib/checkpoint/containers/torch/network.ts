import { FormatError } from '../format-error.ts';
import { isCall, isDictionary, isList, type Value } from '../pickle/values.ts';
import { tensorOf, type TorchTensor } from './tensor.ts';
import { unreadOf, type Unread } from './unread.ts';

/** A tensor with the keys of the dictionaries around it. */
type Found = Readonly<{ keys: readonly string[]; tensor: TorchTensor | Unread }>;

/** What training keeps beside a network. */
const TRAINING =
	/^(optim|opt$|opt_|.*optimizer|lr_sched|.*scheduler|sched|.*scaler|amp$|rng|callbacks|loops)/i;

/** Under what networks are kept; where there are several, the first of these is read. */
const NETWORKS = [
	'state_dict',
	'model',
	'model_state_dict',
	'model_state',
	'module',
	'net',
	'network',
	'weights',
	'params',
	'teacher',
	'state_dict_ema',
	'model_ema',
	'ema_model',
	'ema_state_dict',
	'ema',
	'student'
];

const MOST_TENSORS = 100_000;
/** Entries of dictionaries that are gone through; the same one may be in many places, and in itself. */
const MOST_LOOKS = 1_000_000;
const DEEPEST = 40;
/** Characters of a name, with the dictionaries that it is in. */
const LONGEST_NAME = 2000;

const textOf = (key: Value): string | null =>
	typeof key === 'string' || typeof key === 'number' ? String(key) : null;

type Entries = readonly (readonly [Value, Value])[];

/** Parameters, buffers and parts of a pickled module, whatever its class. */
function moduleEntries(state: ReadonlyMap<Value, Value>): Entries {
	const passing = state.get('_non_persistent_buffers_set') ?? null;
	const isKept = (key: Value) => !isList(passing) || !passing.includes(key);
	const part = (name: string): Entries => {
		const entries = state.get(name);
		return isDictionary(entries) ? [...entries] : [];
	};
	return [
		...part('_parameters'),
		...part('_buffers').filter(([key]) => isKept(key)),
		...part('_modules')
	];
}

/** All tensors in nested dictionaries and modules. Names of a module's parts stay in one key. */
function tensorsIn(root: Value): readonly Found[] {
	const found: Found[] = [];
	let looks = 0;
	function look(value: Value, keys: readonly string[], isModule: boolean, depth: number): void {
		const state = isCall(value) && isDictionary(value.state) ? value.state : null;
		const inModule = state?.has('_modules') === true;
		const items = isCall(value) ? value.items : isDictionary(value) ? value : new Map();
		for (const [key, item] of inModule ? moduleEntries(state) : items) {
			if (++looks > MOST_LOOKS || depth > DEEPEST)
				throw new FormatError('The file’s dictionaries are nested too deeply or too often.');
			const name = textOf(key);
			if (name === null || typeof item !== 'object' || item === null) continue;
			const last = isModule ? keys.at(-1) : undefined;
			const path = last === undefined ? [...keys, name] : [...keys.slice(0, -1), `${last}.${name}`];
			if (path.reduce((sum, { length }) => sum + length, 0) > LONGEST_NAME)
				throw new FormatError(`A name in the file is longer than ${LONGEST_NAME} characters.`);
			const tensor = tensorOf(item) ?? unreadOf(item);
			if (tensor) found.push({ keys: path, tensor });
			else if (inModule || !TRAINING.test(name)) look(item, path, inModule, depth + 1);
			if (found.length > MOST_TENSORS)
				throw new FormatError(`The file holds more than ${MOST_TENSORS} tensors.`);
		}
	}
	const roots = isList(root) ? root : [root];
	// Some keep a list, such as one of a network and an epoch.
	for (const each of roots.slice(0, DEEPEST)) {
		if (found.length === 0) look(each, [], false, 0);
	}
	return found;
}

export type Network = Readonly<{
	tensors: ReadonlyMap<string, TorchTensor | Unread>;
	/** Under which key it is, and which others may be one; empty where there are no others. */
	chosen: readonly string[];
}>;

/** The network in what a file holds: a dictionary by name, or one of several under known keys. */
export function networkIn(root: Value): Network {
	let found = tensorsIn(root);
	let chosen: readonly string[] = [];
	for (let depth = 0; depth < DEEPEST; depth++) {
		const inner = found.filter(({ keys }) => keys.length > 1);
		const outer = found.filter(({ keys, tensor }) => keys.length === 1 && tensor.shape.length > 0);
		const groups = new Set(inner.map(({ keys }) => keys[0] ?? ''));
		const networks = NETWORKS.filter((key) => groups.has(key));
		const key = networks[0] ?? (groups.size === 1 ? [...groups][0] : undefined);
		if (key === undefined || outer.length > inner.length) break;
		if (networks.length > 1) chosen = networks;
		found = inner
			.filter(({ keys }) => keys[0] === key)
			.map(({ keys, tensor }) => ({ keys: keys.slice(1), tensor }));
	}
	return { tensors: new Map(found.map(({ keys, tensor }) => [keys.join('.'), tensor])), chosen };
}
