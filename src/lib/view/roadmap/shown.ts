import { stepName } from '../../roadmap/steps.ts';
import type { Roadmap } from '../../state/roadmap.svelte.ts';
import { macsText, paramsText, points } from './decision-text.ts';

/** The network in view in a sentence: what it costs, and whether the paper knows it. */
export function spoken({ own, row, shown, reference }: Roadmap): string {
	const cost = `${macsText(shown.totals.macs)} and ${paramsText(shown.totals.params)} params`;
	if (!own) return `${stepName(row.step)}: ${cost}, ${row.paper.top1.toFixed(2)}% top-1 (paper).`;
	const change = points((100 * shown.totals.macs) / reference.totals.macs - 100);
	return `Your combination: ${cost}, ${change}% MACs against ${stepName(row.step)}. It was never in the paper, so there is no accuracy.`;
}
