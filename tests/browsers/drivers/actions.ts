import type { KeyPress, PointerMove } from './driver.ts';

/** Characters that stand for keys without one: https://www.w3.org/TR/webdriver2/#keyboard-actions. */
const KEYS: Readonly<Record<string, string>> = {
	Backspace: '\uE003',
	Tab: '\uE004',
	Enter: '\uE007',
	Shift: '\uE008',
	Control: '\uE009',
	Alt: '\uE00A',
	Escape: '\uE00C',
	End: '\uE010',
	Home: '\uE011',
	ArrowLeft: '\uE012',
	ArrowUp: '\uE013',
	ArrowRight: '\uE014',
	ArrowDown: '\uE015',
	Delete: '\uE017'
};

/** Moves of a mouse, as WebDriver and WebDriver BiDi alike take them. */
export const pointerActions = (moves: readonly PointerMove[]) => [
	{
		type: 'pointer',
		id: 'mouse',
		parameters: { pointerType: 'mouse' },
		actions: moves.flatMap(({ kind, x, y }) => [
			{ type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 },
			...(kind === 'move'
				? []
				: [{ type: kind === 'down' ? 'pointerDown' : 'pointerUp', button: 0 }])
		])
	}
];

export const keyActions = (presses: readonly KeyPress[]) => [
	{
		type: 'key',
		id: 'keyboard',
		actions: presses.map(({ kind, key }) => ({
			type: kind === 'down' ? 'keyDown' : 'keyUp',
			value: KEYS[key] ?? key
		}))
	}
];
