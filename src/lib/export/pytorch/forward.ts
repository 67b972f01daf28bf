/** The body of a `forward`, built step by step; each step makes a new `x` from `x`. */
export type Forward = Readonly<{
	/** Calls a module; one that follows stands on the line of the call before. */
	call(module: string, follows: boolean): void;
	set(expression: string, comment?: string): void;
	/** Adds what another body computes from `x` to what `shortcut` makes of it. */
	add(other: Forward, shortcut: string, sum: string): void;
	/** The modules called, if nothing else was done. */
	readonly calls: readonly string[] | null;
	lines(): readonly string[];
}>;

/** How many calls of a residual are written into one another. */
const SHORT = 3;

export function createForward(): Forward {
	const lines: string[] = [];
	let calls: string[] | null = [];
	let pending = '';

	function say(...next: readonly string[]) {
		if (pending !== '') lines.push(`x = ${pending}`);
		pending = '';
		lines.push(...next);
	}

	return {
		call(module, follows) {
			calls?.push(module);
			if (!follows) say();
			pending = `${module}(${pending || 'x'})`;
		},
		set(expression, comment) {
			calls = null;
			say(`x = ${expression}${comment ? `  # ${comment}` : ''}`);
		},
		add(other, shortcut, sum) {
			calls = null;
			if (shortcut === 'x' && other.calls && other.calls.length <= SHORT) {
				const nested = other.calls.reduce((x, module) => `${module}(${x})`, 'x');
				say(`x = ${sum.replace(/\bx\b/, nested).replace('shortcut', 'x')}`);
			} else say(`shortcut = ${shortcut}`, ...other.lines(), `x = ${sum}`);
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
