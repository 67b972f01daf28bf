/** A kind of file that is not read here, known by how it begins. */
export type Foreign = Readonly<{
	/** What the file is. */
	is: string;
	/** How to come by one that is read. */
	advice: string;
}>;

const READ = 'Read here are safetensors and PyTorch’s .pth, .pt and .bin.';

const unpack = (kind: string): Foreign => ({
	is: `It is packed with ${kind}.`,
	advice: 'Unpack it, and open the file of weights that is inside.'
});

const TENSORFLOW =
	'If it is from Transformers: AutoModel.from_pretrained(folder, from_tf=True).save_pretrained(folder). Else take the same network’s weights from PyTorch.';

export const TORCHSCRIPT: Foreign = {
	is: 'It is a TorchScript program with its weights.',
	advice: 'In Python: torch.save(torch.jit.load("FILE").state_dict(), "weights.pth")'
};

export const EXPORTED: Foreign = {
	is: 'It is a program that torch.export saved.',
	advice: 'In Python: torch.save(dict(torch.export.load("FILE").state_dict), "weights.pth")'
};

export const NPZ: Foreign = {
	is: 'It is a NumPy archive (npz).',
	advice:
		'If its names are PyTorch’s: torch.save({k: torch.from_numpy(v) for k, v in numpy.load("FILE").items()}, "weights.pth"). For JAX’s: timm.create_model(NAME, checkpoint_path="FILE") and torch.save of its state_dict().'
};

export const KERAS: Foreign = { is: 'It is a Keras model.', advice: TENSORFLOW };

export const OTHER_ZIP: Foreign = {
	is: 'It is a zip archive, and not one that PyTorch saved.',
	advice: 'Unpack it, and open the file of weights that is inside.'
};

const ONNX: Foreign = {
	is: 'It is an ONNX model.',
	advice:
		'In Python: torch.save({t.name: torch.tensor(onnx.numpy_helper.to_array(t)) for t in onnx.load("FILE").graph.initializer}, "weights.pth"), where the names are still PyTorch’s.'
};

const startsWith = (bytes: Uint8Array, start: readonly number[] | string, at = 0): boolean =>
	[...start].every(
		(each, i) => bytes[at + i] === (typeof each === 'string' ? each.charCodeAt(0) : each)
	);

type Test = (bytes: Uint8Array, text: string) => boolean;

const TABLE: readonly (readonly [Test, Foreign])[] = [
	[
		(_, text) => text.startsWith('version https://git-lfs'),
		{
			is: 'It is a pointer of Git LFS: a few lines that stand for the file, and not the file.',
			advice:
				'Run "git lfs pull" in its repository, or download the file from the repository’s page.'
		}
	],
	[
		(_, text) => /^\s*<(!doctype|html|head|\?xml)/i.test(text),
		{
			is: 'It is a web page or XML, saved in place of the file.',
			advice:
				'Use the page’s download button: on Hugging Face the address says “resolve”, on GitHub “raw”, where the page’s says “blob”.'
		}
	],
	[(bytes) => startsWith(bytes, [0x1f, 0x8b]), unpack('gzip')],
	[(bytes) => startsWith(bytes, 'BZh'), unpack('bzip2')],
	[(bytes) => startsWith(bytes, [0xfd, 0x37, 0x7a, 0x58, 0x5a]), unpack('xz')],
	[(bytes) => startsWith(bytes, [0x28, 0xb5, 0x2f, 0xfd]), unpack('zstd')],
	[(bytes) => startsWith(bytes, [0x37, 0x7a, 0xbc, 0xaf]), unpack('7z')],
	[(bytes) => startsWith(bytes, 'Rar!'), unpack('rar')],
	[
		(bytes) => startsWith(bytes, 'ustar', 257),
		{
			is: 'It is a tar archive.',
			advice:
				'Unpack it. If PyTorch saved it before version 0.2: torch.save(torch.load("FILE"), "weights.pth")'
		}
	],
	[
		(bytes) => startsWith(bytes, [0x89, 0x48, 0x44, 0x46]),
		{ is: 'It is HDF5, as Keras and TensorFlow save weights (.h5).', advice: TENSORFLOW }
	],
	[
		(bytes) => startsWith(bytes, 'GGUF') || startsWith(bytes, 'ggml'),
		{
			is: 'It is GGUF, a format of quantized weights.',
			advice: 'Take the weights that it was made from: safetensors, or PyTorch’s .pth.'
		}
	],
	[
		(bytes) => startsWith(bytes, 'TFL3', 4),
		{
			is: 'It is a TensorFlow Lite model.',
			advice: 'Take the weights that it was made from: safetensors, or PyTorch’s .pth.'
		}
	],
	[
		(bytes) => startsWith(bytes, [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]),
		{ is: 'It is one array of NumPy’s, without names.', advice: READ }
	],
	[
		(bytes) =>
			startsWith(bytes, [8]) &&
			(bytes[1] ?? 255) < 64 &&
			[0x12, 0x1a, 0x22, 0x2a, 0x32, 0x3a, 0x42].includes(bytes[2] ?? 0),
		ONNX
	],
	[
		(bytes) => startsWith(bytes, [0x80]) && (bytes[1] ?? 0) >= 2 && (bytes[1] ?? 255) <= 5,
		{
			is: 'It is a pickle that PyTorch did not save, as some projects’ .pkl.',
			advice:
				'If you trust where it is from: with d = pickle.load(open("FILE", "rb")), torch.save({k: torch.as_tensor(v) for k, v in d["model"].items()}, "weights.pth")'
		}
	],
	[
		(bytes) => startsWith(bytes, [0x89, 0x50, 0x4e, 0x47]) || startsWith(bytes, [0xff, 0xd8, 0xff]),
		{ is: 'It is a picture, under a name that does not say so.', advice: 'Name it .png or .jpg.' }
	],
	[(bytes) => startsWith(bytes, '%PDF'), { is: 'It is a PDF.', advice: READ }]
];

/** How much of a file's beginning tells what it is. */
export const START_BYTES = 512;

/** What a file is that is not read here; `null` where that cannot be told. @param bytes its beginning */
export function foreignKind(bytes: Uint8Array): Foreign | null {
	const text = new TextDecoder('latin1').decode(bytes);
	return TABLE.find(([test]) => test(bytes, text))?.[1] ?? null;
}

/** In two lines. */
export const tellForeign = ({ is, advice }: Foreign): string => `${is}\n${advice}`;

/** What is said of a file that begins like none that is known here. */
export const UNKNOWN: Foreign = {
	is: 'It is no file of weights that is known here.',
	advice: READ
};
