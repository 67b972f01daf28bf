/** An attachment that tells of which field the pointer or the focus has met a label, a value or a choice last. */
export const askingHelp = (onfield: (key: string) => void) => (element: HTMLElement) => {
	function ask({ target }: Event) {
		const part =
			target instanceof Element ? target.closest<HTMLElement>('[data-help], [data-field]') : null;
		const key = part?.dataset.help ?? part?.dataset.field;
		if (key) onfield(key);
	}
	const events = ['focusin', 'pointerover'] as const;
	events.forEach((name) => element.addEventListener(name, ask));
	return () => events.forEach((name) => element.removeEventListener(name, ask));
};
