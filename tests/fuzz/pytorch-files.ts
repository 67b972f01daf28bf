import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { lyingArchive, zipOf } from './archives.ts';
import { joined, mutatedBytes } from './bytes.ts';
import { hostilePickle } from './hostile-pickles.ts';

const FOLDER = 'tests/golden/checkpoints/pytorch';

const golden = (name: string) => new Uint8Array(readFileSync(`${FOLDER}/${name}`));

const ZIPPED = [
	'facebook_convnextv2_f32.pth',
	'timm_vit_f16.bin',
	'timm_convnextv2_f16.pth',
	'harm.pth'
];

/** Parts of a pickle: marks, imports, calls, memo, dictionaries, lengths that lie. */
const STEPS = [
	...[
		'(',
		'.',
		'0',
		'1',
		'2',
		'N',
		')',
		']',
		'}',
		'R',
		'b',
		'e',
		'u',
		't',
		's',
		'a',
		'o',
		'l',
		'd'
	],
	...['Q', '\x81', '\x85', '\x86', '\x87', '\x93', '\x94', '\x90', '\x91', '\x8f'],
	...['cos\nsystem\n', 'cbuiltins\neval\n', 'c__main__\nHarm\n', 'ios\nsystem\n', 'S"x"\n'],
	...['q\0', 'h\0', 'r\xff\xff\xff\xff', 'j\xff\xff\xff\xff', 'ccollections\nOrderedDict\n'],
	...[
		'X\xff\xff\xff\xffa',
		'X\x01\0\0\0a',
		'\x8a\x01\x05',
		'\x8b\xff\xff\xff\x7f',
		'K\x05',
		'I7\n'
	],
	...[
		'\x8e\xff\xff\xff\xff\xff\xff\xff\xff',
		'ctorch._utils\n_rebuild_tensor_v2\n',
		'U\x07storage'
	],
	...['ctorch\nFloatStorage\n', '\x95\0\0\0\0\0\0\0\0', 'P0\n', 'p0\n', 'g0\n', 'g9\n']
];

/** A pickle of no sense, where PyTorch's old files have theirs. */
const program = fc.array(fc.constantFrom(...STEPS), { maxLength: 200 }).map((steps) => {
	const head = golden('facebook_convnext_bf16.pth').subarray(0, 20);
	return new Uint8Array(Buffer.concat([head, Buffer.from(`${steps.join('')}.`, 'latin1')]));
});

const magicOnly = fc
	.tuple(program, fc.nat(12))
	.map(
		([bytes, end]) =>
			new Uint8Array(
				Buffer.concat([bytes.subarray(0, 14), Buffer.from('.'), bytes.subarray(20 + end)])
			)
	);

/** Files as PyTorch saves them, a zip archive each, with any bytes changed. */
export const zippedFile = (): fc.Arbitrary<Blob> =>
	mutatedBytes(fc.constantFrom(...ZIPPED.map(golden))).map((bytes) => new Blob([bytes]));

const LEGACY = golden('facebook_convnext_bf16.pth');
/** Magic number, version and machine; the description of tensors follows. */
const LEGACY_START = LEGACY.indexOf(0x2e, Buffer.from(LEGACY).indexOf('little_endian')) + 1;

/** The same before version 1.6: pickles one after another. */
export const legacyFile = (): fc.Arbitrary<Blob> =>
	fc
		.oneof(
			{ weight: 4, arbitrary: mutatedBytes(fc.constant(LEGACY)) },
			{ weight: 1, arbitrary: program },
			{ weight: 1, arbitrary: magicOnly }
		)
		.map((bytes) => new Blob([bytes]));

/** Pickles that would run something or grow without end, in either container, and archives that lie. */
export const hostileFile = (): fc.Arbitrary<Blob> =>
	fc
		.oneof(
			hostilePickle().map((bytes) => zipOf([{ name: 'a/data.pkl', bytes }])),
			hostilePickle().map((bytes) => joined(LEGACY.subarray(0, LEGACY_START), bytes)),
			lyingArchive(hostilePickle()),
			mutatedBytes(lyingArchive(hostilePickle()))
		)
		.map((bytes) => new Blob([bytes]));

/** A file of PyTorch's, of whichever kind. */
export const pytorchFile = (): fc.Arbitrary<Blob> =>
	fc.oneof(
		{ weight: 3, arbitrary: zippedFile() },
		{ weight: 2, arbitrary: legacyFile() },
		{ weight: 1, arbitrary: hostileFile() }
	);
