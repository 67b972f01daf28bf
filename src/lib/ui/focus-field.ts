/** Brings a person to a field of the editor. */
export function focusField(key: string): void {
	const name = CSS.escape(key);
	const parts = document.querySelectorAll<HTMLElement>(
		`.editor [data-field="${name}"], .editor [data-help="${name}"]`
	);
	const editable = 'input:not([type="range"]), select, textarea';
	for (const part of parts) {
		const field = part.matches(editable) ? part : part.querySelector<HTMLElement>(editable);
		if (!field) continue;
		field.focus();
		field.scrollIntoView({ block: 'nearest' });
		return;
	}
}
