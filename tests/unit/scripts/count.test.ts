import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { root } from '../../../scripts/root.js';
import reference from '../../golden/reference/convention_totals.json' with { type: 'json' };

function count(...args: string[]) {
	const command = ['--import', 'tsx', 'scripts/count.ts', ...args];
	return spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' });
}

it('prints what thop prints, with the parameters that thop finds', () => {
	const { status, stdout } = count('convnext_tiny', '--convention', 'thop', '--json');
	expect(status).toBe(0);
	const { thop } = reference[0] ?? {};
	expect(JSON.parse(stdout)).toMatchObject({ convention: 'thop', unit: 'MACs', ...thop });
});

it('lists what a tool counts for each layer, and the lines add up to its total', () => {
	const { stdout } = count('vit_small_patch16_224', '--convention', 'thop', '--layers', '--json');
	type Printed = { total: number; macs: number; layers: { macs: number; count: number }[] };
	const { total, macs, layers } = JSON.parse(stdout) as Printed;
	expect(layers.reduce((sum, layer) => sum + layer.count, 0)).toBe(total);
	expect(layers.reduce((sum, layer) => sum + layer.macs, 0)).toBe(macs);
	expect(total).not.toBe(macs);
	const table = count('convnext_tiny', '--convention', 'torch', '--layers').stdout;
	expect(table).toMatch(/^layer +operation +output +FLOPs$/m);
	expect(table).toMatch(/^stem\.0 .* 28,901,376$/m);
});

it('refuses a convention that is not there, and names those that are', () => {
	const { status, stderr } = count('convnext_tiny', '--convention', 'thob');
	expect(status).toBe(2);
	expect(stderr).toContain('permitted are paper, fvcore, torch, ptflops-aten, ptflops-pytorch');
});

it('multiplies the peak of the activations by the batch, and not the weights', () => {
	const { memory } = JSON.parse(
		count('convnext_tiny', '--memory', '--batch', '8', '--json').stdout
	) as { memory: unknown };
	expect(memory).toMatchObject({
		batch: 8,
		weight_bytes: { fp32: 4 * 28_589_128, int8: 28_589_128 },
		peak_activation_elements: 8 * 56 * 56 * (96 + 2 * 384),
		peak_layer: 'stages.0.blocks.0.mlp.act'
	});
});
