import type { Design, Network } from '../../arch/design.ts';
import { sumLayers } from '../../count/totals.ts';
import type { WeightFile } from '../../checkpoint/checkpoint.ts';
import { printGraph } from '../../export/onnx/print.ts';
import { printPytorch, titleOf } from '../../export/pytorch/pytorch.ts';
import { writtenFor } from '../../export/names/writings.ts';
import type { WeightSlot } from '../../export/pieces.ts';
import { printWeights } from '../../export/print-weights.ts';
import { timmLoadLine } from '../../export/timm.ts';
import { weightSlots } from '../../export/weight-slots.ts';
import { printSummary } from '../../export/summary.ts';
import { layerTable } from '../../export/layer-csv.ts';
import { shapeText, si } from '../../kit/format.ts';
import { printDesignFile } from '../../share/design-file.ts';
import { changesOf } from '../../share/settings.ts';

/** What there is to take away, as it stands in the dialog. */
export type Source = Readonly<{
	design: Design;
	network: Network;
	/** The address that brings the workspace back. */
	address: string;
	/** Weights from a checkpoint that fits; without it they are the deterministic ones. */
	weights: WeightFile | undefined;
}>;

/** Something to take away as text. */
export type TextExport = Readonly<{
	kind: 'text';
	id: string;
	label: string;
	/** What it is good for, in a sentence. */
	about: string;
	extension: string;
	type: string;
	print: (source: Source) => string;
}>;

/** The picture, drawn from the page. */
export type PictureExport = Readonly<{
	kind: 'picture';
	id: 'svg' | 'png' | 'pdf';
	label: string;
	about: string;
	extension: string;
}>;

/** A file with the network's weights; too large to show, so the text tells what is in it. */
export type WeightsExport = Readonly<{
	kind: 'weights';
	id: 'onnx' | `safetensors${string}`;
	label: string;
	about: string;
	extension: string;
	/** Where values go, where the names are not timm's. */
	names?: readonly WeightSlot[];
	print: (source: Source) => string;
}>;

export type Export = TextExport | PictureExport | WeightsExport;

const EXPORTS: readonly [TextExport, ...Export[]] = [
	{
		kind: 'text',
		id: 'pytorch',
		label: 'PyTorch',
		about:
			'The network in plain torch.nn. Its parameters have timm’s names; run, it prints how many there are.',
		extension: 'py',
		type: 'text/x-python',
		print: ({ design, network }) => printPytorch(design, network)
	},
	{
		kind: 'weights',
		id: 'onnx',
		label: 'ONNX',
		about:
			'The network with its weights, for onnxruntime and whatever else reads ONNX: opset 17, any batch. Initializers have timm’s names.',
		extension: 'onnx',
		print: ({ network: { net, input } }) => printGraph(net, input)
	},
	{
		kind: 'weights',
		id: 'safetensors',
		label: 'Weights',
		about:
			'The weights alone, in float32 under timm’s names. timm loads the file, and so does this app.',
		extension: 'safetensors',
		print: ({ design, network: { layers } }) =>
			printWeights(weightSlots(layers), timmLoadLine(design, `${stemOf(design)}.safetensors`))
	},
	{
		kind: 'text',
		id: 'json',
		label: 'Design',
		about:
			'Every setting as JSON. Drop the file on this window, or open it below, to bring the design back.',
		extension: 'json',
		type: 'application/json',
		print: ({ design }) => printDesignFile(design)
	},
	{
		kind: 'text',
		id: 'link',
		label: 'Link',
		about: 'An address that holds the whole design, its baseline and the way of counting.',
		extension: 'txt',
		type: 'text/plain',
		print: ({ address }) => address
	},
	{
		kind: 'text',
		id: 'csv',
		label: 'Layers',
		about: 'A line for every layer as CSV: path, operation, shape, parameters, MACs, activations.',
		extension: 'csv',
		type: 'text/csv',
		print: ({ network }) => layerTable(network.layers, ',')
	},
	{
		kind: 'text',
		id: 'markdown',
		label: 'Summary',
		about: 'Metrics, changes and parts in Markdown, with what to cite.',
		extension: 'md',
		type: 'text/markdown',
		print: ({ design, network, address }) => printSummary(design, network, address)
	},
	{
		kind: 'picture',
		id: 'svg',
		label: 'SVG',
		about: 'The picture as it is zoomed and folded now, to be scaled and edited: text stays text.',
		extension: 'svg'
	},
	{
		kind: 'picture',
		id: 'png',
		label: 'PNG',
		about: 'The picture as it is zoomed and folded now, in pixels, two for each of the page’s.',
		extension: 'png'
	},
	{
		kind: 'picture',
		id: 'pdf',
		label: 'PDF',
		about:
			'The picture on a sheet of its own size, in Helvetica or Arial. The browser’s print dialog opens: choose “Save as PDF” there.',
		extension: 'pdf'
	}
];

/** What stands under the picture in a paper. */
export const captionOf = ({ design, network: { layers, input } }: Source): string => {
	const { params, macs } = sumLayers(layers);
	return `${titleOf(design)} for ${shapeText(input)}: ${si(params)} params, ${si(macs)} MACs. From left to right the order of computation; height is the side of the map, shade its channels; below, what each part costs.`;
};

/** What the names of a design’s exported files begin with. */
function stemOf(design: Design): string {
	return changesOf(design).length > 0 ? `${design.preset}-variant` : design.preset;
}

/** The name of an exported file. */
export function fileName(
	design: Design,
	{ id, extension }: Pick<Export, 'id' | 'extension'>
): string {
	const stem = `${stemOf(design)}${/^safetensors(-.*)?$/.exec(id)?.[1] ?? ''}`;
	return id === 'csv' ? `${stem}-layers.csv` : `${stem}.${extension}`;
}

/** All there is to take away of a design, with its weights under the names of each code that has it. */
export function exportsOf({ design, network: { layers } }: Source): readonly [Export, ...Export[]] {
	const [first, ...others] = EXPORTS;
	const written = writtenFor(design, layers).map(({ label, entries, load }): WeightsExport => {
		const id = `safetensors-${label.split(' ').at(-1)?.toLowerCase() ?? ''}` as const;
		return {
			kind: 'weights',
			id,
			label: `Weights, ${label}`,
			about: `The weights alone, in float32 under the names of ${label}. The lines below load the file there, and this app opens it too.`,
			extension: 'safetensors',
			names: entries,
			print: ({ design: of }) =>
				printWeights(entries, load(fileName(of, { id, extension: 'safetensors' })))
		};
	});
	return [
		first,
		...others.flatMap((each) => (each.id === 'safetensors' ? [each, ...written] : [each]))
	];
}
