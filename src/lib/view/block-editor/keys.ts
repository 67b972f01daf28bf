/** What a key does in the diagram. */
export type KeyAction =
	| Readonly<{ kind: 'go' | 'reach' | 'nudge'; by: 1 | -1 }>
	| Readonly<{ kind: 'open' | 'remove' }>;

type Key = Pick<KeyboardEvent, 'key' | 'altKey' | 'shiftKey' | 'ctrlKey' | 'metaKey'>;

const DIRECTIONS: Readonly<Record<string, 1 | -1>> = {
	ArrowDown: 1,
	ArrowRight: 1,
	ArrowUp: -1,
	ArrowLeft: -1
};

/** Arrows go on, with Shift they take in, with Alt they move; Enter opens, Delete takes out. */
export function keyAction({ key, altKey, shiftKey, ctrlKey, metaKey }: Key): KeyAction | null {
	if (ctrlKey || metaKey) return null;
	const by = DIRECTIONS[key];
	if (by) return { kind: altKey ? 'nudge' : shiftKey ? 'reach' : 'go', by };
	if (altKey || shiftKey) return null;
	if (key === 'Delete' || key === 'Backspace') return { kind: 'remove' };
	return key === 'Enter' || key === ' ' ? { kind: 'open' } : null;
}
