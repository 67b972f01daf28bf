import { locate, neighbour, runOf, type Move } from '../../draw/network/locate.ts';
import type { Selection } from '../../state/selection.svelte.ts';
import type { PictureState } from './picture.svelte.ts';
import type { ZoomCommands } from './zoom-commands.ts';

const MOVES: Readonly<Record<string, Move>> = {
	ArrowRight: 'next',
	ArrowLeft: 'previous',
	ArrowDown: 'in',
	ArrowUp: 'out'
};

/** What a key does in a picture that has the focus; `null` where it is none of the picture's. */
export function keyCommand(
	key: string,
	picture: PictureState,
	selection: Selection,
	zoom: ZoomCommands
): (() => void) | null {
	function move(step: Move): void {
		const id = neighbour(picture.layout, selection.selected, picture.frame.level, step);
		const found = locate(picture.layout, id);
		if (!found) return;
		selection.select(id);
		zoom.reveal(found.box);
	}

	function toggleRun(): void {
		const run = runOf(picture.layout, selection.selected);
		if (run) picture.toggle(run);
	}

	const commands: Readonly<Record<string, () => void>> = {
		'+': () => zoom.by(2),
		'=': () => zoom.by(2),
		'-': () => zoom.by(0.5),
		'0': () => zoom.fit(),
		Escape: () => selection.select(null),
		Enter: toggleRun
	};
	const step = MOVES[key];
	return step ? () => move(step) : (commands[key] ?? null);
}
