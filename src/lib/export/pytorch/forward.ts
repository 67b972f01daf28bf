import { Unreadable } from './unreadable.ts';

/** The body of a `forward`, built step by step; each step makes a new `x` from `x`. */
export type Forward = Readonly<{
	/** Calls a module; one that follows stands on the line of the call before. */
	call(module: string, follows: boolean): void;
	set(expression: string, comment?: string): void;
	/** Joins what branches make of `x`; `write` says how, given what each of them is. */
	join(branches: readonly BranchCode[], write: (values: readonly string[]) => string): void;
	/** All steps written into one another, if they are few and each takes `x` once. */
	readonly expression: string | null;
	/** The modules called, if nothing else was done. */
	readonly calls: readonly string[] | null;
	lines(): readonly string[];
}>;

/** A branch: a body, or an expression in `x`. */
export type BranchCode = Forward | string;

/** How many steps of a branch are written into one another. */
const SHORT = 3;

/** The variable, and no module of that name. */
const X = /(?<![.\w])x\b/g;

/** An expression in `x` with another one in its place. */
const into = (x: string, expression: string): string => expression.replace(X, () => x);

const isBody = (branch: BranchCode): branch is Forward => typeof branch !== 'string';

/** A branch as an expression, where a line can hold it. A shortcut's module has a line of its own. */
function nested(branch: BranchCode, all: readonly BranchCode[]): string | null {
	if (!isBody(branch)) return branch;
	if (all.filter(isBody).length > 1) return branch.expression;
	const alone = all.every((other) => isBody(other) || other === 'x');
	if (!alone || branch.calls === null || branch.calls.length > SHORT) return null;
	return branch.expression;
}

/** A name stands for one thing while it is needed. */
function refuseSet(inside: readonly string[], name: RegExp): void {
	if (inside.some((line) => name.test(line))) throw new Unreadable('joins stand within joins');
}

/** Branches line by line, and what joins them. */
function written(
	branches: readonly BranchCode[],
	write: (values: readonly string[]) => string
): readonly string[] {
	const bodies = branches.filter(isBody);
	const [first, second, ...more] = branches;
	const shortcut = [first, second].find((branch) => branch !== undefined && !isBody(branch));
	if (bodies.length === 1 && more.length === 0 && typeof shortcut === 'string') {
		const values = branches.map((branch) => (isBody(branch) ? 'x' : 'shortcut'));
		const inside = bodies.flatMap((body) => body.lines());
		refuseSet(inside, /^shortcut =/);
		return [`shortcut = ${shortcut}`, ...inside, `x = ${write(values)}`];
	}
	const lines = ['entering = x'];
	const values = branches.map((branch, i) => {
		if (!isBody(branch)) return into('entering', branch);
		const code = branch.expression;
		if (code !== null) return into('entering', code);
		const inside = branch.lines();
		refuseSet(inside, /^(?:entering|branch\d+) =/);
		lines.push(...(lines.length > 1 ? ['x = entering'] : []), ...inside, `branch${i + 1} = x`);
		return `branch${i + 1}`;
	});
	return [...lines, `x = ${write(values)}`];
}

export function createForward(): Forward {
	const lines: string[] = [];
	let calls: string[] | null = [];
	let pending = '';
	const steps: string[] = [];

	function say(...next: readonly string[]) {
		if (pending !== '') lines.push(`x = ${pending}`);
		pending = '';
		lines.push(...next);
	}

	return {
		call(module, follows) {
			calls?.push(module);
			steps.push(`${module}(x)`);
			if (!follows) say();
			pending = `${module}(${pending || 'x'})`;
		},
		set(expression, comment) {
			calls = null;
			steps.push(expression);
			say(`x = ${expression}${comment ? `  # ${comment}` : ''}`);
		},
		join(branches, write) {
			calls = null;
			steps.push('');
			const values = branches.map((branch) => nested(branch, branches));
			if (values.every((value) => value !== null)) say(`x = ${write(values)}`);
			else say(...written(branches, write));
		},
		get expression() {
			const once = steps.every((step) => (step.match(X) ?? []).length === 1);
			return once && steps.length <= SHORT ? steps.reduce(into, 'x') : null;
		},
		get calls() {
			return calls;
		},
		lines() {
			say();
			return lines;
		}
	};
}
