declare global {
	namespace App {}

	interface ImportMetaEnv {
		/** The hubs that the page’s content policy permits, the usual one first. */
		readonly HUBS: readonly [string, ...string[]];
	}
}

export {};
