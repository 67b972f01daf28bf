/** What a browser must do for journeys: everything else is found and asked in the page itself. */
export type Driver = Readonly<{
	/** Goes to an address and waits until its document is loaded. */
	goto(url: string): Promise<void>;
	/** The value of an expression in the page, awaited; it must be JSON. */
	evaluate<T>(expression: string): Promise<T>;
	/** Moves the pointer and presses or releases its button, in pixels of the window. */
	pointer(moves: readonly PointerMove[]): Promise<void>;
	keys(presses: readonly KeyPress[]): Promise<void>;
	/** Sets the size of what is seen of the page. */
	resize(size: Size): Promise<void>;
	screenshot(): Promise<Buffer>;
	/** What the browser has complained of: errors of scripts and on the console. */
	problems(): Promise<readonly string[]>;
	close(): Promise<void>;
}>;

export type Size = Readonly<{ width: number; height: number }>;
export type PointerMove = Readonly<{ kind: 'move' | 'down' | 'up'; x: number; y: number }>;
/** A key by its name in `KeyboardEvent.key`. */
export type KeyPress = Readonly<{ kind: 'down' | 'up'; key: string }>;

/** A browser that runs; each page that it opens remembers nothing of another. */
export type Browser = Readonly<{ open(): Promise<Driver>; close(): Promise<void> }>;
