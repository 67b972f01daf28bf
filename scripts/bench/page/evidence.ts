import type { Network } from '../../../src/lib/arch/design.ts';
import { createLiveClient } from '../../../src/lib/benchmark/client.ts';
import type { Question } from '../../../src/lib/benchmark/inspect/inspect.ts';
import { placementsOf } from '../../../src/lib/features/placement.ts';
import { evidenceLayerOf } from '../../../src/lib/features/shown.ts';
import type { EvidenceRequest, EvidenceTimes } from '../measurement.ts';

const classOf = (atPicture: boolean): Question => ({ about: 0, than: null, atPicture });

/** Asks for passes and for evidence in turns, as the page does: what is timed ends with the answer. */
export async function measureEvidence(
	{ net, input, layers }: Network,
	{ preset, rounds }: EvidenceRequest,
	onProgress: (what: string) => void
): Promise<EvidenceTimes> {
	const client = createLiveClient();
	const network = { net, input, backend: 'wasm', kernels: 'ours', design: preset } as const;
	const timing = { runs: rounds, budgetMs: 60_000, layerTimes: false };
	const run = await client.ask('run', { ...network, batch: 1, ...timing });
	if (run.kind !== 'done') throw new Error(`no run: ${JSON.stringify(run)}`);
	const map = evidenceLayerOf(layers, placementsOf(layers))?.path ?? '';
	const output = layers.at(-1)?.path ?? '';

	async function time(path: string, question: Question | null): Promise<number> {
		const begun = performance.now();
		const asked = { ...network, subject: 1, picture: 1, path, question };
		const { kind } = await client.ask('inspect', asked);
		if (kind !== 'done') throw new Error(`${path}: ${kind}`);
		return performance.now() - begun;
	}
	const kinds = {
		pass: () => time(output, null),
		gradCam: () => time(map, classOf(false)),
		gradientTimesInput: () => time(map, classOf(true))
	};
	const times: Record<keyof typeof kinds, number[]> = {
		...{ pass: [], gradCam: [], gradientTimesInput: [] }
	};
	// The first round builds the network and what the way back takes.
	for (let round = -1; round < rounds; round++) {
		onProgress(`round ${round + 1} of ${rounds}`);
		for (const kind of ['pass', 'gradCam', 'gradientTimesInput'] as const) {
			const ms = await kinds[kind]();
			if (round >= 0) times[kind].push(ms);
		}
	}
	client.dispose();
	return { ...times, device: run.result.backendLabel, fused: run.result.runs.samples };
}
