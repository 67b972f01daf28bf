/**
 * Keeps the file that a worker starts with apart from what its other files share with it. WebKit
 * evaluates that file once more when another one imports it (seen in WebKitGTK 2.50): the worker then
 * answered every request twice, and did not know its own errors again.
 * @returns {import('vite').Plugin}
 */
export const workerEntriesApart = () => ({
	name: 'worker-entries-apart',
	// Vite sets this to `false`, which lets a bundler put into that file whatever others need too.
	options: (options) => ({ ...options, preserveEntrySignatures: 'strict' }),
	generateBundle(_, bundle) {
		const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
		const entries = new Set(chunks.filter((chunk) => chunk.isEntry).map((chunk) => chunk.fileName));
		for (const { fileName, imports, dynamicImports } of chunks)
			for (const name of [...imports, ...dynamicImports])
				if (entries.has(name))
					this.error(`${fileName} imports ${name}, which a worker starts with`);
	}
});
