import { describe, expect, it } from 'vitest';
import { convNetFields } from '../../../../src/lib/arch/families/convnet/fields.ts';
import { chain, type Net } from '../../../../src/lib/arch/net.ts';
import { layersOf } from '../../../../src/lib/arch/infer.ts';
import { kindOf } from '../../../../src/lib/arch/ops.ts';
import { ACTIVATION_KINDS } from '../../../../src/lib/arch/ops/activations.ts';
import { receptiveFieldsOf } from '../../../../src/lib/count/receptive-field/receptive-field.ts';
import { workOf } from '../../../../src/lib/count/work.ts';
import { planFor } from '../../../../src/lib/runtimes/plan/plan-for.ts';
import { epilogueOf } from '../../../../src/lib/runtimes/plan/epilogue.ts';
import { epilogueCode } from '../../../../src/lib/runtimes/webgpu/wgsl/epilogue.ts';

const INPUT = [4, 4, 8];

describe.each(ACTIVATION_KINDS)('%s', (kind) => {
	const net: Net = chain([
		['fc', { kind: 'linear', out: 8, bias: true }],
		['act', { kind }]
	]);
	const [linear, activation] = layersOf(net, INPUT);
	if (!linear || !activation) throw new Error('two layers were built');

	it('is an activation to a reader', () => {
		expect(kindOf(activation.op, activation.in)).toBe('activation');
	});

	it('leaves shapes and what units see as they are', () => {
		expect(activation.out).toEqual(activation.in);
		const [before, after] = receptiveFieldsOf(net, [linear, activation]);
		expect(after?.size).toEqual(before?.size);
	});

	it('takes operations, but no multiply-accumulates', () => {
		expect(workOf(activation).operations).toBeGreaterThan(0);
		expect(activation.macs).toBe(0);
	});

	it('is an option of the field that chooses one', () => {
		const field = convNetFields.find(({ key }) => key === 'activation');
		const options = field?.kind === 'choice' ? field.options.map(({ value }) => value) : [];
		expect(options).toContain(kind);
	});

	it('is the epilogue of the product before it where kernels are our own', () => {
		const [step, ...others] = planFor(net, INPUT, 'webgpu', 'ours');
		expect(others).toEqual([]);
		expect(step && epilogueOf(step)).toEqual([kind]);
		expect(epilogueCode([kind], 4)).toContain('v = ');
	});
});
