/** Ctrl+Z or ⌘Z undoes, with Shift or as Ctrl+Y redoes, but for a search that is being typed. */
export const undoKeys =
	({ undo, redo }: Readonly<{ undo: () => void; redo: () => void }>) =>
	(event: KeyboardEvent): void => {
		const typing = event.target instanceof HTMLInputElement && event.target.type === 'search';
		if (!(event.ctrlKey || event.metaKey) || typing) return;
		const key = event.key.toLowerCase();
		if (key !== 'z' && key !== 'y') return;
		event.preventDefault();
		if (key === 'y' || event.shiftKey) redo();
		else undo();
	};
