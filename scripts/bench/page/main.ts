import { examine, presetDesign, type Network } from '../../../src/lib/arch/design.ts';
import { loadFamilies } from '../../../src/lib/arch/families.ts';
import type { EvidenceRequest, EvidenceTimes, Measurement, Request } from '../measurement.ts';
import { measureEvidence } from './evidence.ts';
import { measureOrt } from './ort.ts';
import { measureOurs } from './ours.ts';

/** What the command reads off the console. */
const onProgress = (what: string): void => console.log(what);

async function networkFor({ preset, input }: Pick<Request, 'preset' | 'input'>): Promise<Network> {
	await loadFamilies();
	const design = presetDesign(preset);
	const sized = input === undefined ? {} : { input };
	const examined = design && examine({ ...design, config: { ...design.config, ...sized } });
	if (!examined) throw new Error(`there is no preset ${preset}`);
	if (!examined.ok) throw new Error(examined.problems.map(({ message }) => message).join('; '));
	return examined.network;
}

/** Measures one network on one runtime. The page is left afterwards, and with it all that it has. */
async function bench(request: Request): Promise<Measurement> {
	const network = await networkFor(request);
	const { runtime } = request;
	switch (runtime) {
		case 'ort-webgpu':
		case 'ort-wasm':
		case 'ort-wasm-threads':
			return measureOrt(network, runtime, request, onProgress);
		default:
			return measureOurs(network, runtime, request, onProgress);
	}
}

const benchEvidence = async (request: EvidenceRequest): Promise<EvidenceTimes> =>
	measureEvidence(await networkFor(request), request, onProgress);

declare global {
	var benchEvidence: (request: EvidenceRequest) => Promise<EvidenceTimes>;
	var bench: (request: Request) => Promise<Measurement>;
}
globalThis.bench = bench;
globalThis.benchEvidence = benchEvidence;
