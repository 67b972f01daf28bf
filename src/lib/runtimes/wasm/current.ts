import type { WasmEngine } from './engine.ts';

/** How our kernels are made ready, on the memory of the back end that is open. */
type Open = () => Promise<WasmEngine>;

let open: Open | null = null;
let opening: Promise<WasmEngine> | null = null;
let opened: WasmEngine | null = null;

/** Says how to open our kernels on a back end that is now open; what it gives forgets that, and ends their threads. */
export function offerWasmEngine(how: Open): () => void {
	open = how;
	return () => {
		opened?.close();
		[open, opening, opened] = [null, null, null];
	};
}

async function start(how: Open): Promise<WasmEngine> {
	const made = await how();
	if (open !== how) {
		made.close();
		throw new Error('WebAssembly was closed');
	}
	return (opened = made);
}

/** Opens our kernels where they are not yet; nothing of them is loaded before. */
export async function openWasmEngine(): Promise<WasmEngine> {
	if (!open) throw new Error('WebAssembly is not open');
	const begun = (opening ??= start(open));
	try {
		return await begun;
	} catch (error) {
		// It may go better another time.
		if (opening === begun) opening = null;
		throw error;
	}
}

/** @throws Error where they were not opened */
export function wasmEngine(): WasmEngine {
	if (!opened) throw new Error('our kernels for WebAssembly are not open');
	return opened;
}

/** Which of our kernels are open, for a report. */
export const wasmFacts = (): Readonly<Record<string, string>> =>
	opened
		? {
				OWN_KERNELS: opened.relaxed ? 'relaxed SIMD' : 'SIMD',
				OWN_KERNELS_THREADS: String(opened.threads)
			}
		: {};
