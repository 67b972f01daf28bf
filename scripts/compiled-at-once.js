/**
 * Asks browsers to compile all functions of what pages take at once beside the thread that the page runs on: one by
 * one, as each is called, they took a quarter of the time until a page answers. Browsers that do not know of it read a
 * comment.
 * @returns {import('vite').Plugin}
 */
export const compiledAtOnce = () => ({
	name: 'compiled-at-once',
	applyToEnvironment: ({ name }) => name === 'client',
	generateBundle: {
		// It must be the very first line, and Vite puts one of its own before.
		order: 'post',
		handler(_, bundle) {
			const files = Object.values(bundle).flatMap((file) =>
				file.type === 'chunk' && file.isEntry ? file.fileName : []
			);
			// A set gives what is added to it while it is walked through.
			const atOnce = new Set(files);
			for (const name of atOnce) {
				const chunk = bundle[name];
				if (chunk?.type !== 'chunk') continue;
				for (const other of chunk.imports) atOnce.add(other);
				chunk.code = `//# allFunctionsCalledOnLoad\n${chunk.code}`;
			}
		}
	}
});
