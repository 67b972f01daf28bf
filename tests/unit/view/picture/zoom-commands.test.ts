import { expect, it } from 'vitest';
import type { Zoom } from '../../../../src/lib/draw/network/zoom.ts';
import { zoomCommands } from '../../../../src/lib/view/picture/zoom-commands.ts';

/** A zoom that only writes down what it is asked. */
function noted(): Zoom & { asked: string[] } {
	const asked: string[] = [];
	const note = (name: string) => (value?: unknown) => void asked.push(`${name} ${String(value)}`);
	return {
		asked,
		...{ by: note('by'), fit: note('fit'), show: note('show'), reveal: note('reveal') },
		...{ resize: note('resize'), follow: note('follow'), destroy: note('destroy') }
	};
}

it('keeps what is asked before the zoom has come, and carries it out once, in order', () => {
	const commands = zoomCommands();
	const zoom = noted();
	commands.by(2);
	commands.fit();
	expect(zoom.asked).toEqual([]);
	commands.reach(zoom);
	commands.by(0.5);
	commands.reach(zoom);
	expect(zoom.asked).toEqual(['by 2', 'fit undefined', 'by 0.5']);
});

it('keeps for the next zoom what is asked while there is none', () => {
	const commands = zoomCommands();
	const next = noted();
	commands.reach(noted());
	commands.reach(null);
	commands.by(2);
	commands.reach(next);
	expect(next.asked).toEqual(['by 2']);
});
