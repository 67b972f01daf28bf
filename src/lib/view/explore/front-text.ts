import { metrics } from '../../count/metrics.ts';
import type { Axes, Axis } from '../../explore/axes.ts';
import { exact } from '../../kit/format.ts';

const wish = ({ name, better }: Axis): string => {
	const { short, format } = metrics[name];
	const counted = format === 'count' || format === 'whole';
	if (better === 'more') return counted ? `more ${short}` : `a larger ${short}`;
	return counted ? `fewer ${short}` : `a smaller ${short}`;
};

/** What the front is, and what it is not. */
export function tellFront({ x, y }: Axes, front: number, shown: number): string {
	if (shown === 0) return 'No design is in view.';
	const designs = `${exact(front)} of the ${exact(shown)} designs in view`;
	return `${designs} ${front === 1 ? 'is' : 'are'} on the front: no other design has ${wish(x)} without giving up on ${metrics[y.name].short}, nor ${wish(y)} without giving up on ${metrics[x.name].short}. These are costs and capacity, not accuracy: that shows only in training.`;
}
