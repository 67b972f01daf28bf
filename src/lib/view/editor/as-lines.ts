import type { Design } from '../../arch/design.ts';
import { withFamilies } from '../../arch/families.ts';
import { failureNotice, noticeOf, type Notice } from '../notice.ts';

/** A design with its blocks as lines of text; `null` and why, where it cannot be had. */
export async function asLines(
	design: Design
): Promise<Readonly<{ lines: Design | null; notice: Notice | null }>> {
	try {
		const { customDesign, whyNoLines } = await withFamilies(
			import('../../arch/families/custom/custom-design.ts')
		);
		const lines = customDesign(design);
		const problems = lines ? [] : [{ field: 'block', message: whyNoLines(design) }];
		return { lines, notice: noticeOf('nothing', problems) };
	} catch (error) {
		return { lines: null, notice: failureNotice(error) };
	}
}
