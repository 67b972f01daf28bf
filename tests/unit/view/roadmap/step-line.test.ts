import '../../../all-families.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { examine, presetDesign, withValue, type Design } from '../../../../src/lib/arch/design.ts';
import { convNet } from '../../../../src/lib/arch/families/convnet/family.ts';
import { applySettings } from '../../../../src/lib/share/settings.ts';
import {
	configOf,
	REGIMES,
	roadmapConfigs,
	roadmapSteps,
	switched
} from '../../../../src/lib/roadmap/steps.ts';
import { LONGEST, readLink } from '../../../../src/lib/share/link.ts';
import { stepLine } from '../../../../src/lib/view/roadmap/step-line.ts';
import { networkOfDesign } from '../../../networks.ts';
import { runs } from '../../../runs.ts';

const layersOf = (design: Design) =>
	networkOfDesign(design).layers.map(({ path, op, in: x, out, weights, macs }) => ({
		...{ path, op, x, out, weights, macs }
	}));

/** The design that a step's link opens: its layers are the same, and so are counts and logits. */
function expectSame(design: Design): void {
	const step = stepLine(design);
	if (!step.ok) throw new Error(step.message);
	expect(step.link.length).toBeLessThan(LONGEST);
	const opened = readLink(step.link, []);
	expect(opened.problems).toEqual([]);
	expect(layersOf(opened.design)).toEqual(layersOf(design));
	expect(opened.design.config.blocks).toContain(step.line);
}

test.each(REGIMES)(
	'every step from %s opens as lines of the same operations and weights',
	(regime) => {
		for (const config of roadmapConfigs(regime))
			expectSame({ family: convNet, preset: regime, config });
	}
);

test('and so does any combination of decisions', () => {
	const decisions = roadmapSteps.filter(({ decision }) => decision).map(({ id }) => id);
	fc.assert(
		fc.property(fc.constantFrom(...REGIMES), fc.shuffledSubarray(decisions), (regime, order) => {
			const on = order.reduce<readonly string[]>((all, id) => switched(all, id, true), []);
			expectSame({ family: convNet, preset: regime, config: configOf(regime, on) });
		}),
		{ numRuns: runs(8) }
	);
});

test('a design that cannot be computed says why it has no line', () => {
	const design = presetDesign('swinv2_tiny_window8_256');
	if (!design) throw new Error('there is no such preset');
	expect(stepLine(withValue(design, 'input', 224))).toEqual({
		ok: false,
		message:
			'Lines can say a design once it can be computed: window: windows of 8 × 8 do not divide the 28 × 28 map of stage 2, which V2 does not pad.'
	});
});

test('windows that are written for one input say at another what would do', () => {
	const design = presetDesign('custom:swin_tiny_patch4_window7_224');
	if (!design) throw new Error('there is no such preset');
	const examined = examine(withValue(design, 'input', 256));
	expect(
		!examined.ok && examined.problems.map(({ field, message }) => `${field}: ${message}`)
	).toEqual([
		'blocks: line 1, at character 59: windows of 7 do not divide the 64 × 64 map; permitted: sides that do, or windows before and unwindows after it, which pad the map'
	]);
	// As it is written for that input, it does what is said.
	const padded =
		'add(shift:windows7, attn.qkv:linear 3C as=7, attention C/32 window=7, attn.proj:linear C as=7, unshift:unwindows)';
	expect(
		applySettings(design, [
			['input', '256'],
			['blocks', padded]
		]).problems
	).toEqual([]);
});
