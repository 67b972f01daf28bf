import { expect, test } from 'vitest';
import { examine, presetDesign } from '../../../src/lib/arch/design.ts';
import { knownOutput, TOLERANCE, verificationOf } from '../../../src/lib/benchmark/verify.ts';
import known from '../../../src/lib/benchmark/known-logits.json';
import { presetNames } from '../../../src/lib/arch/design.ts';
import { readLink } from '../../../src/lib/share/link.ts';
import { className, tellCaveats, tellVerdict } from '../../../src/lib/view/sources/source-text.ts';
import { entriesOf, isPermitted } from '../../../src/lib/view/sources/preparation.ts';
import names from '../../../static/imagenet-classes.json';
import reference from '../../golden/reference/logits.json';

test('what the app verifies against is the reference, to the digit, and its links name the same networks', () => {
	expect(Object.values(known)).toEqual(
		Object.entries(reference).map(([model, { logits, mean, std, argmax }]) => ({
			model,
			logits,
			mean,
			std,
			argmax
		}))
	);
	for (const [link, { model }] of Object.entries(known)) {
		const { design, problems } = readLink(link, presetNames());
		expect(problems).toEqual([]);
		const examined = examine(design);
		const layers = examined.ok ? examined.network.layers : [];
		const { params } = reference[model as keyof typeof reference] as { params?: object };
		if (!params) continue;
		const weights = layers.flatMap((layer) => layer.weights);
		const counted = Object.keys(params).filter((name) => !name.endsWith('num_batches_tracked'));
		expect(weights, link).toHaveLength(counted.length);
	}
});

test('a design is known by its link, whatever the batch', async () => {
	expect(await knownOutput('convnext_tiny&batch=4')).toMatchObject({ argmax: 431 });
	expect(await knownOutput('convnext_tiny&classes=10')).toBeNull();
	expect(await knownOutput('__proto__')).toBeNull();
});

const output = {
	finite: true,
	classes: 3,
	logits: [1, 2, 3],
	argmax: 2,
	mean: 2,
	std: 1,
	top: []
};

test('the verdict is the largest error, and an argmax or a NaN that differs does not pass', () => {
	const there = { logits: [1, 2, 3], argmax: 2, mean: 2, std: 1 };
	expect(verificationOf(output, there)).toEqual({
		passed: true,
		error: 0,
		argmax: { here: 2, there: 2 }
	});
	const off = { ...there, std: 1 + 2 * TOLERANCE };
	expect(verificationOf(output, off)).toMatchObject({ passed: false });
	expect(verificationOf(output, { ...there, argmax: 1 })).toMatchObject({
		passed: false,
		error: 0
	});
	expect(verificationOf({ ...output, logits: [1, NaN, 3] }, there)).toMatchObject({
		passed: false
	});
	expect(tellVerdict(verificationOf(output, there), TOLERANCE)).toBe(
		'The same network as PyTorch’s: largest error 0.0e+0, tolerance 1e-4; the largest output is 2 in both.'
	);
	expect(tellVerdict(verificationOf(output, { ...there, argmax: 1 }), TOLERANCE)).toBe(
		'Not what PyTorch gives: largest error 0.0e+0, tolerance 1e-4; the largest output is 2 here and 1 there.'
	);
});

test('the classes are the 1000 of ILSVRC2012, each with a name of its own', () => {
	expect(names).toHaveLength(1000);
	expect(new Set(names).size).toBe(1000);
	expect([0, 207, 281, 404, 999].map((index) => className(names, index))).toEqual([
		'tench',
		'golden retriever',
		'tabby',
		'airliner',
		'toilet tissue'
	]);
	expect(className(null, 7)).toBe('class 7');
});

test('what a checkpoint leaves open is said, and what it holds too much of', () => {
	const design = presetDesign('resnet50');
	if (!design) throw new Error('there is no ResNet-50');
	const checkpoint = {
		file: new Blob(),
		name: 'x',
		author: 'timm' as const,
		tensors: new Map(),
		synonyms: new Map(),
		dtypes: ['F32'],
		design,
		assumed: [
			{
				key: 'activation',
				label: 'activation',
				reason: 'as in ResNet-50',
				asked: false,
				basis: 'twin' as const
			},
			{
				key: 'antialias',
				label: 'anti-aliasing',
				reason: 'as in ResNet-50',
				asked: true,
				basis: 'twin' as const
			}
		],
		presumed: [],
		differences: { missing: [], misshapen: [], extra: [] },
		notes: [],
		prefix: 'module.',
		unused: { bystanders: ['n_averaged'], parts: [] },
		about: {}
	};
	expect(tellCaveats(checkpoint)).toBe(
		'Read from module. As in ResNet-50, since shapes do not tell: activation. Left out, as no output depends on it: n_averaged.'
	);
	const parts = ['layer1.0.se.fc1.weight', 'layer1.1.se.fc1.weight'];
	expect(tellCaveats({ ...checkpoint, unused: { bystanders: [], parts } })).toContain(
		'NOT THE WHOLE NETWORK: without squeeze-and-excitation in 2 blocks'
	);
	expect(
		tellCaveats({
			...checkpoint,
			prefix: '',
			assumed: [],
			unused: { bystanders: [], parts: [] }
		})
	).toBe('');
});

test('each number of the preparation replaces itself alone, and a deviation is never 0', () => {
	const value = {
		crop: 0.875,
		interpolation: 'bicubic',
		mean: [0.1, 0.2, 0.3],
		std: [1, 1, 1]
	} as const;
	const [[crop], means, deviations] = entriesOf(value) as [
		[ReturnType<typeof entriesOf>[number][number]],
		ReturnType<typeof entriesOf>[number],
		ReturnType<typeof entriesOf>[number]
	];
	expect(crop.set(0.9)).toEqual({ ...value, crop: 0.9 });
	expect(means[1]?.set(0.5)).toEqual({ ...value, mean: [0.1, 0.5, 0.3] });
	expect(deviations.map((entry) => isPermitted(entry, 0))).toEqual([false, false, false]);
	expect(isPermitted(crop, NaN)).toBe(false);
});
