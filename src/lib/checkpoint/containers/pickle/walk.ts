import { isCall, isDictionary, isList, type Value } from './values.ts';

/** Visits each object once, however often it is referred to; no deeper than there is memory for. */
export function walk(root: Value, visit: (value: Value) => void): void {
	const seen = new Set<Value>();
	const open: Value[] = [root];
	for (;;) {
		const value = open.pop();
		if (value === undefined) return;
		if (typeof value !== 'object' || value === null || seen.has(value)) continue;
		seen.add(value);
		visit(value);
		if (isCall(value)) open.push(value.state, value.items, value.args);
		else if (isList(value)) for (const item of value) open.push(item);
		else if (isDictionary(value)) for (const [key, item] of value) open.push(key, item);
	}
}
