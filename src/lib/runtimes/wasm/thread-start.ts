/** What a thread of the pool begins with. */
export type ThreadStart = Readonly<{
	module: WebAssembly.Module;
	/** Shared by all threads. */
	memory: WebAssembly.Memory;
	/** Address of the words that threads share. */
	control: number;
	/** Its number; the one that calls is 0. */
	thread: number;
}>;
