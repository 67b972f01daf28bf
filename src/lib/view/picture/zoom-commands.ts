import type { Zoom } from '../../draw/network/zoom.ts';

/** What a person asks of a picture's zoom by buttons and keys. */
export type ZoomCommands = Pick<Zoom, 'fit' | 'by' | 'show' | 'reveal'>;

type Command = (zoom: Zoom) => void;

/** Commands to a zoom that comes late: those that are given before wait for it. */
export function zoomCommands(): ZoomCommands & { reach: (zoom: Zoom | null) => void } {
	let reached: Zoom | null = null;
	let waiting: readonly Command[] = [];
	function ask(command: Command): void {
		if (reached) command(reached);
		else waiting = [...waiting, command];
	}
	return {
		fit: () => ask((zoom) => zoom.fit()),
		by: (factor) => ask((zoom) => zoom.by(factor)),
		show: (span) => ask((zoom) => zoom.show(span)),
		reveal: (span) => ask((zoom) => zoom.reveal(span)),
		reach(zoom) {
			reached = zoom;
			if (!zoom) return;
			for (const command of waiting) command(zoom);
			waiting = [];
		}
	};
}
