/** What a person looks for: a thing of a role by its name, or by a selector where it has none. */
export type Target = Readonly<{
	role?: string;
	/** The whole name, or a pattern in it. */
	name?: string | RegExp;
	css?: string;
	/** Within another thing. */
	in?: Target;
}>;

/** A target as it travels into the page. */
type Step = Readonly<{
	role?: string | undefined;
	css?: string | undefined;
	name?: string | undefined;
	pattern?: { source: string; flags: string } | undefined;
}>;

/** A target as a path from the outermost thing. */
export function stepsOf({ role, css, name, in: outer }: Target): readonly Step[] {
	const own =
		name instanceof RegExp
			? { role, css, pattern: { source: name.source, flags: name.flags } }
			: { role, css, name };
	return outer === undefined ? [own] : [...stepsOf(outer), own];
}

/**
 * Runs in the page. A small part of how browsers compute roles and names, enough for what journeys
 * look for; `accessible.spec.ts` has axe look at the whole.
 */
export function installFinder(): void {
	const SELECTORS: Readonly<Record<string, string>> = {
		alert: '[role=alert]',
		application: '[role=application]',
		button: 'button, summary, [role=button]',
		checkbox: 'input[type=checkbox]:not([role])',
		combobox: 'select, [role=combobox]',
		dialog: 'dialog, [role=dialog]',
		heading: 'h1, h2, h3, h4, [role=heading]',
		link: 'a[href]',
		listbox: '[role=listbox]',
		option: '[role=option]',
		radio: 'input[type=radio]',
		region: 'section, [role=region]',
		row: 'tr',
		slider: 'input[type=range]',
		status: '[role=status]',
		switch: '[role=switch]',
		tab: '[role=tab]',
		tabpanel: '[role=tabpanel]',
		table: 'table',
		textbox: 'input:not([type]), input[type=text], input[type=search], input[type=number], textarea'
	};
	const tidy = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();
	const nameOf = (element: Element): string => {
		const by = element.getAttribute('aria-labelledby')?.split(' ') ?? [];
		const named = by.map((id) => document.getElementById(id)?.textContent).join(' ');
		const labels = 'labels' in element ? [...((element.labels as NodeListOf<Element>) ?? [])] : [];
		return (
			tidy(named) ||
			tidy(element.getAttribute('aria-label')) ||
			tidy(labels.map((label) => label.textContent).join(' ')) ||
			tidy(element.textContent) ||
			tidy(element.getAttribute('title'))
		);
	};
	const find = (steps: readonly Step[]): Element[] =>
		steps.reduce<Element[]>(
			(places, { role, css, name, pattern }) => {
				const selector = css ?? SELECTORS[role ?? ''];
				if (selector === undefined) throw new Error(`the finder knows no role “${role}”`);
				const matches = (text: string) =>
					pattern === undefined
						? name === undefined || text === name
						: new RegExp(pattern.source, pattern.flags).test(text);
				return places
					.flatMap((place) => [...place.querySelectorAll(selector)])
					.filter((element) => element.checkVisibility({ visibilityProperty: true }))
					.filter((element) => matches(nameOf(element)));
			},
			[document.documentElement]
		);
	Object.assign(globalThis, { finder: find });
}
