import { type Design, type Network } from '../arch/design.ts';
import { printValue, sameValue } from '../arch/fields.ts';
import { sharesBySection } from '../count/breakdown.ts';
import { peakActivationElements, weightBytes } from '../count/memory.ts';
import { flopsOf, sumLayers } from '../count/totals.ts';
import { titleOf } from './pytorch/pytorch.ts';
import { timmLine } from './timm.ts';

const grouped = new Intl.NumberFormat('en-US');
const exact = (value: number): string => grouped.format(value);

/** What the pictures and metrics are about, for a paper's list of references. */
const CITATION = `@inproceedings{liu2022convnet,
  title     = {A ConvNet for the 2020s},
  author    = {Liu, Zhuang and Mao, Hanzi and Wu, Chao-Yuan and Feichtenhofer, Christoph
               and Darrell, Trevor and Xie, Saining},
  booktitle = {Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition},
  year      = {2022},
  eprint    = {2201.03545},
  archivePrefix = {arXiv}
}`;

/** BibTeX that cites this app, with the address that brings the design back. */
const appCitation = (title: string, address: string): string => `@misc{convnext-explorer,
  title        = {ConvNeXt Explorer: ${title}},
  howpublished = {\\url{${address}}}
}`;

function changesTable({ family, preset, config }: Design): readonly string[] {
	const original = family.presets.get(preset)?.config ?? {};
	const rows = family.fields.flatMap((field): string[] => {
		const { key, label } = field;
		const [value, before] = [config[key], original[key]];
		if (value === undefined || before === undefined || sameValue(value, before)) return [];
		return [`| ${label} | ${printValue(field, before)} | ${printValue(field, value)} |`];
	});
	if (rows.length === 0) return [];
	return ['', `| changed | ${preset} | here |`, '| --- | --- | --- |', ...rows];
}

/**
 * A design in Markdown: its metrics, what was changed, the share of every part, and what to cite.
 *
 * @param address where this app shows the design
 */
export function printSummary(design: Design, network: Network, address: string): string {
	const { net, input, layers } = network;
	const totals = sumLayers(layers);
	const timm = timmLine(design);
	const [height, width] = input;
	const parts = sharesBySection(layers).map(
		({ key, params, macs, activations }) =>
			`| ${key} | ${exact(params)} | ${exact(macs)} | ${exact(activations)} |`
	);
	return [
		`# ${titleOf(design)}`,
		'',
		`For one image of ${height} × ${width} pixels, counted as the paper counts: multiply-accumulates of convolutions, linear layers and attention.`,
		'',
		'| figure | value |',
		'| --- | ---: |',
		`| parameters | ${exact(totals.params)} |`,
		`| MACs | ${exact(totals.macs)} |`,
		`| FLOPs (2 × MACs) | ${exact(flopsOf(totals.macs))} |`,
		`| activations of conv and linear layers | ${exact(totals.activations)} |`,
		`| weights in float32, bytes | ${exact(weightBytes(layers))} |`,
		`| most activations alive at once, elements | ${exact(peakActivationElements(net, input))} |`,
		...changesTable(design),
		'',
		'| part | parameters | MACs | activations |',
		'| --- | ---: | ---: | ---: |',
		...parts,
		'',
		...(timm ? [`The same network from timm: \`${timm}\``, ''] : []),
		`Open it: <${address}>`,
		'',
		'## Cite',
		'',
		'```bibtex',
		CITATION,
		'',
		appCitation(titleOf(design), address),
		'```',
		''
	].join('\n');
}
