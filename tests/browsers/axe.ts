import axe, { type Result } from 'axe-core';
import type { Page } from './page.ts';

/** Rules that look at colours; the others find the same in every theme. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block'];

/** Once nothing fades from one theme into the other. */
const SETTLED = `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
	.then(() => document.getAnimations().filter((animation) => animation instanceof CSSTransition))
	.then((fading) => Promise.allSettled(fading.map(({ finished }) => finished)))
	.then(() => null)`;

/** What axe finds in the page as it stands in a theme, a line for each element. */
export async function findings({ driver }: Page, theme: 'light' | 'dark'): Promise<string[]> {
	await driver.evaluate(`document.documentElement.dataset.theme = ${JSON.stringify(theme)}`);
	await driver.evaluate(SETTLED);
	if (!(await driver.evaluate<boolean>("'axe' in globalThis")))
		await driver.evaluate(`(() => {${axe.source}\n})()`);
	const options = {
		resultTypes: ['violations'],
		...(theme === 'light' ? {} : { runOnly: { type: 'rule', values: COLOR_RULES } })
	};
	const violations = await driver.evaluate<readonly Result[]>(
		`axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations)`
	);
	return violations.flatMap(({ id, nodes }) =>
		nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`)
	);
}
