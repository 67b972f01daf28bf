import { ACTIVATION_KINDS } from '../src/lib/arch/ops/activations.ts';

type Choose = (count: number) => number;

/** A text that takes a map of some channels to one of others. */
type Said = Readonly<{ text: string; out: number }>;

const pick = <T>(choose: Choose, all: readonly T[]): T => all[choose(all.length)] as T;

/**
 * A line for a block, from random numbers, which takes a map of any size to one of as many channels.
 *
 * @param width channels that enter; even, and written as they are
 */
export function randomLine(choices: readonly number[], width: number): string {
	let at = 0;
	const choose: Choose = (count) => (choices[at++] ?? 0) % count;
	const activation = () => pick(choose, ACTIVATION_KINDS).toLowerCase();
	const norm = () =>
		pick(choose, ['ln', 'ln first', 'ln nobias', 'bn', 'gn 2', 'gn 1 nobias', 'rms', 'rms first']);

	function spread(w: number): Said {
		const [kernel, size] = [
			pick(choose, ['3', '5', '7', '1x5', '5x3', '2']),
			pick(choose, [w, 12])
		];
		if (kernel === '2') return { text: 'maxpool3 pad=1', out: w };
		const gap = choose(4) === 0 ? ' dilation=2' : '';
		return choose(2) === 0
			? { text: `dw${kernel}${gap}`, out: w }
			: { text: `conv${kernel} ${size} groups=${pick(choose, [1, 2])}${gap}`, out: size };
	}

	function mix(w: number): Said {
		const size = pick(choose, [w, 2 * w, 4, 12]);
		const said = pick(choose, ['pw', 'linear']);
		return { text: `${said} ${size}${pick(choose, ['', ' nobias', ' bias'])}`, out: size };
	}

	function attend(w: number): Said {
		const heads = pick(choose, [1, 2]);
		const unit = choose(3) === 0 ? `, unit ${heads}` : '';
		const among = `linear ${3 * w}${unit}, attention ${heads}`;
		if (choose(2) === 0) return { text: `${among}, linear ${w}`, out: w };
		const [window, shift] = pick(choose, [
			[2, 0],
			[3, 1]
		] as const);
		const shifted = shift === 0 ? '' : `windows${window} by=${shift}, `;
		const back = shift === 0 ? '' : `, unwindows by=${shift}`;
		const by = shift === 0 ? '' : ` shift=${shift}`;
		return {
			text: `${shifted}${among} window=${window}${by}, linear ${w}${back}`,
			out: w
		};
	}

	/** Items in a row that leave `to` channels. */
	function to(w: number, to: number, depth: number, most = 3): string {
		const { text, out } = sequence(w, depth, most);
		return out === to ? text : `${text === '' ? '' : `${text}, `}pw ${to}`;
	}

	function joined(w: number, depth: number): Said {
		switch (choose(6)) {
			case 0:
				return { text: `mul(pool, pw ${w >> 1}, ${activation()}, pw ${w}, sigmoid)`, out: w };
			case 1: {
				const half = w >> 1;
				const first = `slice 0 ${half}${choose(2) === 0 ? `, ${activation()}` : ''}`;
				return { text: `mul(${first} | slice ${half} ${2 * half})`, out: half };
			}
			case 2: {
				const part = 1 + choose(w - 1);
				const rest = to(w - part, w - part, depth);
				const tail = rest === '' ? '' : `, ${rest}`;
				return { text: `concat(slice 0 ${part} | slice ${part} ${w}${tail})`, out: w };
			}
			case 3:
				return { text: `sub(${pick(choose, ['avgpool3 pad=1', norm()])})`, out: w };
			case 4: {
				const [first, second] = [to(w, 12, depth), to(w, 12, depth)];
				return { text: `add(${first} | ${second})`, out: 12 };
			}
			default: {
				const text = to(w, w, depth);
				return { text: text === '' ? norm() : `add(${text})`, out: w };
			}
		}
	}

	function one(w: number, depth: number): Said {
		const sort = choose(8);
		if (sort === 0 && depth > 0 && w > 1) return joined(w, depth - 1);
		if (sort === 1 && depth > 0) return joined(w, depth - 1);
		if (sort === 2) return spread(w);
		if (sort === 3) return mix(w);
		if (sort === 4 && w % 2 === 0) return attend(w);
		const plain = [
			norm,
			norm,
			activation,
			() => pick(choose, ['grn', 'scale', 'bias', 'times 0.5', 'affine', 'avgpool3 pad=1', 'blur'])
		];
		return { text: pick(choose, plain)(), out: w };
	}

	function sequence(w: number, depth: number, most: number): Said {
		const texts: string[] = [];
		let out = w;
		for (let i = choose(most + 1); i > 0 && at < choices.length; i--) {
			const said = one(out, depth);
			if (said.out % 2 !== 0) continue;
			texts.push(said.text);
			out = said.out;
		}
		return { text: texts.join(', '), out };
	}

	return to(width, width, 3, 8) || 'add(dw3)';
}
