import { loadFamilies } from '../../lib/arch/families.ts';
import { countPresets, printPresetMetrics } from '../../lib/count/preset-metrics.ts';

/** Counting hundreds of networks takes seconds: it is done when the site is built. */
export const prerender = true;

export async function GET(): Promise<Response> {
	await loadFamilies();
	return new Response(printPresetMetrics(countPresets()), {
		headers: { 'content-type': 'application/json' }
	});
}
