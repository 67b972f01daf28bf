import type { Design, Network } from '../../arch/design.ts';
import { printPytorch } from '../../code/pytorch.ts';
import { printSummary } from '../../code/summary.ts';
import { layerTable } from '../../count/layer-csv.ts';
import { printDesignFile } from '../../share/design-file.ts';
import { changesOf } from '../../share/settings.ts';

/** What there is to take away, as it stands in the dialog. */
export type Source = Readonly<{
	design: Design;
	network: Network;
	/** The address that brings the workspace back. */
	address: string;
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
	id: 'svg' | 'png';
	label: string;
	about: string;
	extension: string;
}>;

export type Export = TextExport | PictureExport;

export const EXPORTS: readonly [TextExport, ...Export[]] = [
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
		about: 'Figures, changes and parts in Markdown, with what to cite.',
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
	}
];

/** The name of an exported file. */
export function fileName(design: Design, { id, extension }: Export): string {
	const stem = changesOf(design).length > 0 ? `${design.preset}-variant` : design.preset;
	return id === 'csv' ? `${stem}-layers.csv` : `${stem}.${extension}`;
}
