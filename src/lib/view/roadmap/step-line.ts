import type { Design } from '../../arch/design.ts';
import { stagesOf } from '../../arch/families/custom/build.ts';
import { lineAt, type CustomConfig } from '../../arch/families/custom/config.ts';
import { customDesign, whyNoLines } from '../../arch/families/custom/custom-design.ts';
import { TYPICAL_STAGE } from '../../draw/block/targets.ts';
import { asItComes, printLink } from '../../share/link.ts';

/** A step's block as a line, with the link that opens it in the workspace; or why there is none. */
export type StepLine = Readonly<
	{ ok: true; line: string; link: string } | { ok: false; message: string }
>;

/** The block of the typical stage as a line. All families must be loaded. */
export function stepLine(design: Design): StepLine {
	const lines = customDesign(design);
	if (!lines) return { ok: false, message: whyNoLines(design) };
	// The fields of this family hold exactly what CustomConfig describes.
	const config = lines.config as unknown as CustomConfig;
	const line = lineAt(config.blocks, stagesOf(config).lastIndexOf(TYPICAL_STAGE));
	return { ok: true, line, link: printLink({ ...asItComes, design: lines }) };
}
