import fc from 'fast-check';
import { presetDesign } from '../../src/lib/arch/design.ts';
import { weightShapes } from '../../src/lib/checkpoint/differences.ts';
import { networkOf } from '../networks.ts';
import { mutatedBytes, joined } from './bytes.ts';
import { mutatedJson } from './json.ts';

const NAMES = ['resnet18', 'convnext_atto', 'vit_tiny_patch16_224', 'swin_tiny_patch4_window7_224'];
const DTYPES = { F32: 4, F16: 2, BF16: 2 } as const;

type Dtype = keyof typeof DTYPES;

/** A header that holds all weights of a network, or some of them. */
function headerOf(
	name: string,
	dtype: Dtype,
	prefix: string,
	[from, to]: readonly [number, number?] = [0]
): Record<string, unknown> {
	if (!presetDesign(name)) throw new Error(`there is no preset ${name}`);
	let end = 0;
	const tensors = [...weightShapes(networkOf(name).layers)].slice(from, to);
	const entries = tensors.map(([tensor, shape]) => {
		const start = end;
		end += shape.reduce((product, size) => product * size, 1) * DTYPES[dtype];
		return [`${prefix}${tensor}`, { dtype, shape, data_offsets: [start, end] }] as const;
	});
	return { __metadata__: { format: 'pt' }, ...Object.fromEntries(entries) };
}

const PREFIXES = ['', 'module.', 'module.model.', 'module.'.repeat(500), 'backbone.'];

const naming = fc.tuple(
	fc.constantFrom(...NAMES),
	fc.constantFrom('F32' as const, 'F16' as const, 'BF16' as const),
	fc.constantFrom(...PREFIXES)
);
const header = naming.map((parts) => headerOf(...parts));

/** What names of many parts begin with. */
const MANY_PARTS = 'module.'.repeat(10_000);

/** Some of its tensors, under names that may be very long. */
const few = fc
	.tuple(
		naming,
		fc.nat(100),
		fc.integer({ min: 1, max: 6 }),
		fc.constantFrom('', '', '', MANY_PARTS)
	)
	.map(([[name, dtype, prefix], from, count, before]) =>
		headerOf(name, dtype, `${before}${prefix}`, [from, from + count])
	);

/** How many bytes of values follow, and how long the header says that it is. */
const lie = fc.oneof(
	{ weight: 6, arbitrary: fc.constant(0n) },
	{ weight: 1, arbitrary: fc.bigInt({ min: -9n, max: 9n }) },
	{ weight: 1, arbitrary: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }) }
);

function fileStart(text: string, lied: bigint): Uint8Array<ArrayBuffer> {
	const bytes = new TextEncoder().encode(text);
	const length = new DataView(new ArrayBuffer(8));
	length.setBigUint64(0, BigInt.asUintN(64, BigInt(bytes.length) + lied), true);
	return joined(new Uint8Array(length.buffer), bytes);
}

/** The values of any file, all zero. */
const ZEROS = new Blob([new Uint8Array(128 * 2 ** 20)]);

function dataBytes(text: string): number {
	const ends = [...text.matchAll(/"data_offsets":\[\d+,(\d{1,9})\]/g)].map(([, end]) =>
		Number(end)
	);
	return ends.reduce((most, end) => Math.max(most, end), 0);
}

/** A failing file is reported as how it begins. */
const named = (file: Blob, start: Uint8Array): Blob =>
	Object.defineProperty(file, fc.toStringMethod, {
		value: () =>
			`${file.size} bytes: ${JSON.stringify(new TextDecoder('latin1').decode(start.slice(0, 1000)))}, and ${start.length} in all`
	});

/** Files of weights: real ones, and such as were changed in header, length, or any byte. */
export const checkpointFile = (): fc.Arbitrary<Blob> =>
	fc
		.tuple(
			mutatedJson(fc.oneof({ weight: 1, arbitrary: header }, { weight: 3, arbitrary: few })),
			lie,
			fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.integer({ min: -9, max: 9 }))
		)
		.chain(([text, lied, more]) =>
			mutatedBytes(fc.constant(fileStart(text, lied))).map((start) =>
				named(new Blob([start, ZEROS.slice(0, Math.max(0, dataBytes(text) + more))]), start)
			)
		);

/** A file of three tensors under names of ten thousand parts each. */
export const longNamedFile = (): fc.Arbitrary<Blob> =>
	fc.tuple(fc.constantFrom(...NAMES), fc.nat(50)).map(([name, from]) => {
		const text = JSON.stringify(headerOf(name, 'F32', MANY_PARTS, [from, from + 3]));
		const start = fileStart(text, 0n);
		return named(new Blob([start, ZEROS.slice(0, dataBytes(text))]), start);
	});
