import { expect, test } from 'vitest';
import { examine, presetDesign, withValue } from '../../../src/lib/arch/design.ts';
import { printWeights } from '../../../src/lib/export/print-weights.ts';
import { weightSlots } from '../../../src/lib/export/weight-slots.ts';
import { timmLoadLine } from '../../../src/lib/export/timm.ts';

function design(preset: string) {
	const found = presetDesign(preset);
	if (!found) throw new Error(preset);
	return found;
}

test('saved weights are told with the call of timm that loads them into the same network', () => {
	const ten = withValue(design('convnext_atto'), 'classes', 10);
	const line = timmLoadLine(ten, 'mine.safetensors');
	expect(line).toBe(
		'timm.create_model("convnext_atto", num_classes=10, checkpoint_path="mine.safetensors")'
	);
	const examined = examine(ten);
	if (!examined.ok) throw new Error('this design can be computed');
	const { layers } = examined.network;
	expect(printWeights(weightSlots(layers), line)).toContain(`MB\n\n${line}\n\nstem.0.weight`);
	expect(printWeights(weightSlots(layers), null)).toContain('MB\n\nstem.0.weight');
});
