/** After a pause this long, what is typed on in the same field is another edit, ms. */
const PAUSE_MS = 5000;

/** Names of what is typed in a field: keystrokes of one name are undone as one. */
export type Typing = Readonly<{
	/** The edit that a keystroke is of. @param time when it came, ms */
	editAt: (time: number) => symbol;
	/** The next keystroke begins another edit. */
	end: () => void;
}>;

/** Tells the edits of a field apart: by pauses, and by where one is left. */
export function typing(): Typing {
	let edit = Symbol();
	let last: number | null = null;
	return {
		editAt(time) {
			if (last === null || time - last > PAUSE_MS) edit = Symbol();
			last = time;
			return edit;
		},
		end() {
			last = null;
		}
	};
}
