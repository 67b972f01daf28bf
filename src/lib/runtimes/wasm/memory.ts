/** Memories among what a module imports or exports. */
const memoriesIn = (values: object): readonly WebAssembly.Memory[] =>
	Object.values(values).filter((value) => value instanceof WebAssembly.Memory);

/**
 * Starts an engine and gets hold of the memory of the WebAssembly module that it instantiates
 * meanwhile, whether the module imports or exports it.
 *
 * @returns `null` where no module with a memory was seen
 */
export async function memoryOf(start: () => Promise<void>): Promise<WebAssembly.Memory | null> {
	const { instantiate, instantiateStreaming } = WebAssembly;
	let found: WebAssembly.Memory | null = null;
	const look = (instance: unknown, imports: WebAssembly.Imports = {}): void => {
		const exports = instance instanceof WebAssembly.Instance ? instance.exports : {};
		for (const values of [exports, ...Object.values(imports)])
			for (const memory of memoriesIn(values)) found = memory;
	};
	const watched =
		<A extends unknown[], R>(make: (...args: A) => Promise<R>) =>
		async (...args: A): Promise<R> => {
			const made = await make.apply(WebAssembly, args);
			const instance =
				typeof made === 'object' && made !== null && 'instance' in made ? made.instance : made;
			look(instance, args[1] as WebAssembly.Imports | undefined);
			return made;
		};
	Object.assign(WebAssembly, {
		instantiate: watched(instantiate as (...args: unknown[]) => Promise<unknown>),
		instantiateStreaming: watched(instantiateStreaming as (...args: unknown[]) => Promise<unknown>)
	});
	try {
		await start();
	} finally {
		Object.assign(WebAssembly, { instantiate, instantiateStreaming });
	}
	return found;
}
