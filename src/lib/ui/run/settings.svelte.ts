import type { BackendName } from '../../live/backends.ts';
import type { Card } from '../../live/card.ts';
import type { Kernels } from '../../live/choice.ts';
import { EFFORT_PLANS, EFFORTS, type Effort } from '../../live/effort.ts';
import type { RunRequest } from '../../live/protocol.ts';

/** How a run is made, as its form has it. */
export type RunSettings = {
	/** `null` takes the best. */
	backend: BackendName | null;
	kernels: Kernels;
	readonly effort: Effort;
	runs: number;
	layerTimes: boolean;
	/** Takes an effort with its number of runs. */
	take(effort: Effort): void;
	/** Takes everything from a card, to make its run again. */
	restore(card: Card): void;
	/** What a request says of it. */
	readonly timing: Pick<RunRequest, 'runs' | 'budgetMs' | 'warmups' | 'layerTimes'>;
};

/** The effort that a card's run was made with: the first whose time suffices. */
const effortOf = ({ runs }: Card): Effort =>
	EFFORTS.find((effort) => runs.budgetMs <= EFFORT_PLANS[effort].budgetMs) ?? 'rigorous';

export function createRunSettings(): RunSettings {
	let backend = $state.raw<BackendName | null>(null);
	let kernels = $state<Kernels>('ours');
	let effort = $state<Effort>('quick');
	let runs = $state(EFFORT_PLANS.quick.runs);
	let layerTimes = $state(true);
	return {
		get backend() {
			return backend;
		},
		set backend(next) {
			backend = next;
		},
		get kernels() {
			return kernels;
		},
		set kernels(next) {
			kernels = next;
		},
		get effort() {
			return effort;
		},
		get runs() {
			return runs;
		},
		set runs(next) {
			runs = next;
		},
		get layerTimes() {
			return layerTimes;
		},
		set layerTimes(next) {
			layerTimes = next;
		},
		take(next) {
			effort = next;
			runs = EFFORT_PLANS[next].runs;
		},
		restore(card) {
			backend = card.backend;
			kernels = card.kernels;
			effort = effortOf(card);
			runs = card.runs.requested;
			layerTimes = card.layerPasses > 0;
		},
		get timing() {
			const { budgetMs, warmups } = EFFORT_PLANS[effort];
			return { runs, budgetMs, warmups, layerTimes };
		}
	};
}
