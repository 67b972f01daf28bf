import { expect, it } from 'vitest';
import { examine, type Design } from '../../../../src/lib/arch/design.ts';
import type { Family } from '../../../../src/lib/arch/family.ts';
import { fieldWithRole, type Config, type Field } from '../../../../src/lib/arch/fields.ts';
import { imageNet, inputFields, whole } from '../../../../src/lib/arch/families/common-fields.ts';
import { as, commonWords, unsaid } from '../../../../src/lib/arch/families/timm-words.ts';
import { chain, residual, type Net } from '../../../../src/lib/arch/net.ts';
import { freeVariablesOf } from '../../../../src/lib/count/constraint/free-variables.ts';
import { scale } from '../../../../src/lib/count/constraint/scaling.ts';
import { sumLayers } from '../../../../src/lib/count/totals.ts';
import { diagramOf } from '../../../../src/lib/draw/block/diagram.ts';
import { drawnMark, familyMark } from '../../../../src/lib/draw/chart/family-marks.ts';
import { layoutOf } from '../../../../src/lib/draw/network/layout.ts';
import { queryAround } from '../../../../src/lib/explore/default-space.ts';
import { graphOf } from '../../../../src/lib/export/onnx/graph.ts';
import { printPytorch } from '../../../../src/lib/export/pytorch/pytorch.ts';
import { timmLine } from '../../../../src/lib/export/timm.ts';
import { asItComes, printLink } from '../../../../src/lib/share/link.ts';
import { applySettings, changesOf } from '../../../../src/lib/share/settings.ts';

// A family that nothing but this file knows: a mixer of 1 × 1 and 3 × 3 convolutions.

const fields: readonly Field[] = [
	{
		key: 'width',
		label: 'width',
		role: 'width',
		group: 'Block',
		kind: 'number',
		...whole(1, 512, 8),
		help: 'Channels of every block.'
	},
	{
		key: 'blocks',
		label: 'blocks',
		role: 'depth',
		group: 'Block',
		kind: 'number',
		...whole(1, 32),
		help: 'Number of blocks.'
	},
	...inputFields
];

function build({ width, blocks, classes }: Config): Net {
	const out = Number(width);
	const conv = { kind: 'conv', out, groups: 1, bias: true } as const;
	const block = chain(
		[
			[
				'',
				residual(
					chain([
						['conv', { ...conv, kernel: 3, stride: 1, padding: 1 }],
						['act', { kind: 'relu' }]
					]),
					null
				)
			]
		],
		'block'
	);
	const body = Array.from({ length: Number(blocks) }, (_, i) => [String(i), block] as const);
	return chain([
		['stem', chain([['conv', { ...conv, kernel: 4, stride: 4, padding: 0 }]], 'stem')],
		['stage', chain(body, 'stage')],
		[
			'head',
			chain(
				[
					['pool', { kind: 'globalPool' }],
					['fc', { kind: 'linear', out: Number(classes), bias: true }]
				],
				'head'
			)
		]
	]);
}

const MARK = { shape: 'wye', light: '#102030', dark: '#d0e0f0' } as const;
const tiny: Config = {
	...imageNet,
	width: 16,
	blocks: 2,
	input: 32,
	classes: 10
};

const toy: Family = {
	id: 'toy',
	label: 'Toy',
	fields,
	presets: new Map([['toy_tiny', { label: 'Toy-T', group: 'Toy', config: tiny }]]),
	groups: {
		Toy: {
			mark: MARK,
			timm: { ...commonWords, input: unsaid, width: as('dim'), blocks: as('depth') }
		}
	},
	check: () => [],
	build,
	checkpoints: () =>
		Promise.resolve({ networks: ['Toy'], marks: [], guess: () => [], namings: [] }),
	explain: ({ message }) => ({ field: 'input', message })
};

const design: Design = { family: toy, preset: 'toy_tiny', config: tiny };

function networkOf(of: Design) {
	const examined = examine(of);
	if (!examined.ok) throw new Error(examined.problems.map(({ message }) => message).join());
	return examined.network;
}

it('is counted', () => {
	// By hand: a stem of 4 · 4 · 3 · 16 + 16, two blocks of 9 · 16 · 16 + 16, a head of 16 · 10 + 10.
	expect(sumLayers(networkOf(design).layers).params).toBe(784 + 2 * 2320 + 170);
});

it('is edited by its fields, and a link says what was changed', () => {
	const { design: edited, problems } = applySettings(design, [
		['width', '24'],
		['blocks', '33']
	]);
	expect(problems).toMatchObject([{ field: 'blocks' }]);
	expect(edited.config).toMatchObject({ width: 24, blocks: 2 });
	expect(changesOf(edited)).toEqual([['width', '24']]);
	expect(printLink({ ...asItComes, design: edited })).toContain('toy_tiny&width=24');
});

it('is scaled, locked and explored by the roles of its fields', () => {
	expect(fieldWithRole(fields, 'width')?.key).toBe('width');
	expect(freeVariablesOf(design).map(({ id }) => id)).toEqual(['width', 'blocks', 'input']);
	const doubled = scale(design, 1, { depth: 2, width: 1.5, resolution: 2 });
	expect(doubled.config).toMatchObject({ width: 24, blocks: 4, input: 64 });
	expect(queryAround(design).space.dimensions.map(({ key }) => key)).toEqual(['blocks', 'width']);
});

it('is drawn, and marked as it says', () => {
	const { net, layers } = networkOf(design);
	expect(layoutOf(layers).sections.map(({ id }) => id)).toEqual(['stem', 'stage', 'head']);
	expect(diagramOf(net, layers, 'stage.0')?.nodes.map(({ kind }) => kind)).toEqual([
		'dense conv',
		'activation',
		'add'
	]);
	expect(familyMark('Toy', [toy])).toEqual(drawnMark(MARK));
});

it('is exported', () => {
	const network = networkOf(design);
	expect(printPytorch(design, network)).toContain('nn.Conv2d(');
	expect(graphOf(network.net, network.input).nodes.map(({ type }) => type)).toContain('Gemm');
	const wide = { ...design, config: { ...tiny, width: 24, input: 64 } };
	expect(timmLine(wide)).toBe('timm.create_model("toy_tiny", dim=24)');
});
