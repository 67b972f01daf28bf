import { elements } from '../../../arch/ops.ts';
import type { Shape } from '../../../arch/net.ts';
import { FormatError, quoted } from '../format-error.ts';
import { isCall, isList, isName, isReference, type Value } from '../pickle/values.ts';
import { bitsOf, type Stored } from '../stored.ts';

/** A tensor as a pickle of PyTorch's describes it: a view of a storage that is elsewhere in the file. */
export type TorchTensor = Readonly<{
	dtype: string;
	/** Which storage, and its size in bytes. */
	storage: string;
	storageBytes: number;
	/** The first value, counted in values from the storage's beginning. */
	offset: number;
	shape: Shape;
	strides: readonly number[];
}>;

/** By what PyTorch calls a storage or a type. */
const DTYPES: Readonly<Record<string, string>> = {
	DoubleStorage: 'F64',
	FloatStorage: 'F32',
	HalfStorage: 'F16',
	BFloat16Storage: 'BF16',
	LongStorage: 'I64',
	IntStorage: 'I32',
	ShortStorage: 'I16',
	CharStorage: 'I8',
	ByteStorage: 'U8',
	BoolStorage: 'BOOL',
	ComplexFloatStorage: 'C64',
	ComplexDoubleStorage: 'C128',
	UntypedStorage: 'U8',
	float64: 'F64',
	float32: 'F32',
	float16: 'F16',
	bfloat16: 'BF16',
	uint16: 'U16',
	uint32: 'U32',
	uint64: 'U64',
	float8_e4m3fn: 'F8_E4M3',
	float8_e5m2: 'F8_E5M2',
	float8_e4m3fnuz: 'F8_E4M3FNUZ',
	float8_e5m2fnuz: 'F8_E5M2FNUZ'
};

const dtypeOf = (value: Value | undefined): string | undefined => {
	const last = isName(value) ? (/^torch\.(?:.*\.)?(\w+)$/.exec(value.name)?.[1] ?? '') : '';
	return Object.hasOwn(DTYPES, last) ? DTYPES[last] : undefined;
};

const isCount = (value: unknown): value is number =>
	typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

const isCounts = (value: unknown): value is readonly number[] =>
	Array.isArray(value) && value.length <= 8 && value.every(isCount);

const bytesOf = (dtype: string): number => (bitsOf(dtype) ?? 8) / 8;

/** A storage: ('storage', type, key, device, values), and in old files the part of it that is meant; `null` for anything else. */
export function storageOf(value: Value | undefined) {
	if (!isReference(value) || !isList(value.id)) return null;
	const [what, type, key, , size, part] = value.id;
	const dtype = dtypeOf(type);
	if (what !== 'storage' || dtype === undefined || typeof key !== 'string' || !isCount(size))
		return null;
	const from = isList(part) ? part[1] : 0;
	return isCount(from) ? { dtype, storage: key, storageBytes: size * bytesOf(dtype), from } : null;
}

const VIEWS = ['_rebuild_tensor', '_rebuild_tensor_v2', '_rebuild_tensor_v3'].map(
	(name) => `torch._utils.${name}`
);
const WRAPPERS = [
	'torch._utils._rebuild_parameter',
	'torch._utils._rebuild_parameter_with_state',
	'torch.nn.parameter.Parameter'
];
const DEEPEST = 4;

/** The tensor that a call would give; `null` where it would give none, or one of a kind that is not read. */
export function tensorOf(value: Value | undefined): TorchTensor | null {
	let [name, args] = isCall(value) ? [value.name, value.args] : ['', []];
	for (let depth = 0; depth < DEEPEST && !VIEWS.includes(name); depth++) {
		const [first, , inner] = args;
		if (WRAPPERS.includes(name) && isCall(first)) [name, args] = [first.name, first.args];
		// A subclass of Tensor names the function that makes it.
		else if (name === 'torch._tensor._rebuild_from_type_v2' && isName(first) && isList(inner))
			[name, args] = [first.name, inner];
		else return null;
	}
	const [storage, offset, shape, strides, , , seventh, eighth] = args;
	const stored = storageOf(storage);
	if (!VIEWS.includes(name) || !stored || !isCount(offset)) return null;
	if (!isCounts(shape) || !isCounts(strides) || shape.length !== strides.length) return null;
	const typed = name.endsWith('_v3');
	const dtype = typed ? dtypeOf(seventh) : stored.dtype;
	const flags = typed ? eighth : seventh;
	// Values that are to be negated or conjugated when they are read.
	if (dtype === undefined || (flags instanceof Map && [...flags.values()].includes(true)))
		return null;
	return { ...stored, dtype, offset: offset + stored.from, shape, strides };
}

const isRowMajor = (shape: Shape, strides: readonly number[]): boolean => {
	let step = 1;
	for (let axis = shape.length - 1; axis >= 0; axis--) {
		const size = shape[axis] ?? 1;
		if (size !== 1 && strides[axis] !== step) return false;
		step *= size;
	}
	return true;
};

/**
 * Where a tensor's values are in its file.
 *
 * @param base where its storage begins
 * @param most bytes that are there of it
 * @throws FormatError where they are not all there
 */
export function placed(
	name: string,
	tensor: TorchTensor,
	file: Blob,
	base: number,
	most: number
): Stored {
	const { dtype, shape, strides, offset, storageBytes } = tensor;
	const each = bytesOf(dtype);
	const count = elements(shape);
	const plain = isRowMajor(shape, strides) || count === 0;
	const last = shape.reduce((sum, size, axis) => sum + (size - 1) * (strides[axis] ?? 0), 0);
	const span = count === 0 ? 0 : plain ? count : last + 1;
	const end = (offset + span) * each;
	if (storageBytes > most || end > storageBytes)
		throw new FormatError(
			`Tensor ${quoted(name)} has fewer values than its shape says: the file is damaged.`
		);
	if (count > span)
		throw new FormatError(
			`Tensor ${quoted(name)} uses values several times, and such are not read. In Python: torch.save({k: v.clone() for k, v in state_dict.items()}, "weights.pth")`
		);
	const where = { dtype, shape, file, start: base + offset * each, end: base + end };
	return plain ? where : { ...where, strided: { shape, strides } };
}
