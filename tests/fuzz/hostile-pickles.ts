import fc from 'fast-check';

const latin1 = (text: string): Uint8Array<ArrayBuffer> =>
	new Uint8Array(Buffer.from(text, 'latin1'));

/** What Python would import to do harm. */
const NAMES = [
	...['os\nsystem', 'posix\nsystem', 'builtins\neval', 'builtins\nexec', 'builtins\n__import__'],
	...[
		'builtins\ngetattr',
		'subprocess\nPopen',
		'runpy\nrun_path',
		'torch.hub\nload',
		'shutil\nrmtree'
	],
	...[
		'torch._utils\n_rebuild_tensor_v2',
		'torch.storage\n_load_from_bytes',
		'collections\nOrderedDict'
	]
];

/** A text as a pickle writes it. */
const text = (value: string): string => {
	const { length } = value;
	const bytes = [length, length >> 8, length >> 16, length >> 24].map((byte) => byte & 0xff);
	return `X${String.fromCharCode(...bytes)}${value}`;
};

/** Calls in each of the ways that a pickle has. */
const call = fc
	.tuple(fc.constantFrom(...NAMES), fc.constantFrom('R', 'o', 'i', '\x81', '\x92', 'b', '\x82\x01'))
	.map(([name, way]) => {
		const [module = '', last = ''] = name.split('\n');
		const argument = text('echo harm');
		switch (way) {
			case 'i':
				return `(${argument}i${module}\n${last}\n`;
			case 'o':
				return `(c${name}\n${argument}o`;
			case '\x92':
				return `c${name}\n${argument}\x85}\x92`;
			case 'b':
				return `c${name}\n)R}${text('__setstate__')}c${name}\nsb`;
			case '\x82\x01':
				return `\x82\x01${argument}\x85R`;
			default:
				return `c${name}\n${argument}\x85${way}`;
		}
	});

/** `getattr(getattr(... , name), name)`. */
const attributes = (count: number): string =>
	`${'cbuiltins\ngetattr\n'.repeat(count)}cos\nsystem\n${`${text('x')}\x86R`.repeat(count)}`;

const remember = (index: number): string =>
	`r${String.fromCharCode(index & 0xff, index >> 8, 0, 0)}`;
const recall = (index: number): string => `j${String.fromCharCode(index & 0xff, index >> 8, 0, 0)}`;

/** Each list or dictionary holds the one before ten times. */
const laughs = (depth: number, way: 'list' | 'dictionary'): string =>
	Array.from({ length: depth }, (_, i) => {
		const inner = Array.from({ length: 10 }, (_, k) =>
			way === 'list' ? recall(i) : `${text(`k${k}`)}${recall(i)}`
		).join('');
		return way === 'list' ? `](${inner}e${remember(i + 1)}0` : `}(${inner}u${remember(i + 1)}0`;
	}).join('');

const bomb = fc
	.record({
		kind: fc.constantFrom(
			'laughs',
			'keys',
			'deep',
			'marks',
			'memo',
			'copies',
			'wide',
			'names',
			'attributes'
		),
		count: fc.constantFrom(3, 40, 300, 20_000),
		depth: fc.integer({ min: 1, max: 60 })
	})
	.map(({ kind, count, depth }) => {
		const entries = `(${Array.from({ length: count }, (_, i) => `${text(`n${i}`)}K\x01`).join('')}u`;
		switch (kind) {
			case 'laughs':
				return `]${remember(0)}0${laughs(depth, 'list')}${recall(depth)}`;
			case 'keys':
				return `}${remember(0)}${text('x')}K\x01s0${laughs(depth, 'dictionary')}${recall(depth)}`;
			case 'deep':
				return `${`}${text('m')}`.repeat(count)}N${'s'.repeat(count)}`;
			case 'marks':
				return '('.repeat(count);
			case 'memo':
				return `N${'\x94'.repeat(count)}`;
			case 'copies':
				return `cbuiltins\ndict\n${remember(1)}0}${remember(0)}${entries}0](${`${recall(1)}${recall(0)}\x85R`.repeat(count)}e`;
			case 'wide':
				return `}${remember(0)}${entries}0}(${Array.from({ length: count }, (_, i) => `${text(`m${i}`)}${recall(0)}`).join('')}u`;
			case 'names':
				return `}${text('n'.repeat(50 * count))}}${entries}s`;
			case 'attributes':
				return attributes(count);
		}
	});

/** Pickles that would run something, or grow, or nest without end, as the file’s whole or in a dictionary of it. */
export const hostilePickle = (): fc.Arbitrary<Uint8Array<ArrayBuffer>> =>
	fc
		.tuple(fc.array(fc.oneof(call, bomb), { minLength: 1, maxLength: 4 }), fc.boolean())
		.map(([parts, named]) =>
			latin1(
				named
					? `\x80\x02}${parts.map((part, i) => `${text(`k${i}`)}${part}s`).join('')}.`
					: `\x80\x02${parts.join('0')}.`
			)
		);
