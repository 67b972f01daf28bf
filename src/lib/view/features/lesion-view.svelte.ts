import type { Network } from '../../arch/design.ts';
import type { Lesion } from '../../arch/lesions.ts';
import type { LiveClient } from '../../benchmark/client.ts';
import type { Lesioned } from '../../benchmark/inspect/lesions.ts';
import { Job } from '../run/runner.svelte.ts';
import { partsOf, type Part } from './lesion-rows.ts';
import { numbersOf, sameSubject, type Subject } from './subject.ts';

type Measured = Readonly<{ parts: readonly Part[]; found: Lesioned }>;

/** What is switched off in a network, and what it gives then. */
export class LesionView {
	readonly job: Job<'lesions'>;
	#subject: Subject | null = null;
	/** Parts that are switched off. */
	off = $state.raw<readonly Part[]>([]);
	/** Every block by itself. */
	blocks = $state.raw<Measured | null>(null);
	/** All that is switched off, together. */
	together = $state.raw<Lesioned | null>(null);
	readonly lesions = $derived.by((): readonly Lesion[] => this.off.flatMap((part) => part.lesions));

	constructor(client: LiveClient) {
		this.job = new Job(client, 'lesions');
	}

	isOff = ({ label }: Part): boolean => this.off.some((part) => part.label === label);

	/** Switches a part off, or on again. */
	toggle = (part: Part): void => {
		const others = this.off.filter(({ label }) => label !== part.label);
		this.off = others.length < this.off.length ? others : [...this.off, part];
		this.together = null;
	};

	/** Switches everything on again. */
	restore = (): void => {
		this.off = [];
		this.together = null;
	};

	/** Computes the network without each of its blocks. */
	measure = async (subject: Subject, network: Network): Promise<void> => {
		const parts = partsOf(network);
		const found = await this.#run(subject, parts);
		if (found) this.blocks = { parts, found };
	};

	/** Computes it without all that is switched off. */
	look = async (subject: Subject): Promise<void> => {
		const { lesions } = this;
		const found = await this.#run(subject, [{ label: '', lesions }]);
		if (found && lesions === this.lesions) this.together = found;
	};

	/** Drops what is of another network, of other weights or of another picture. */
	keep = (subject: Subject): void => {
		const before = this.#subject;
		this.#subject = subject;
		if (!before || sameSubject(before, subject)) return;
		if (before.net !== subject.net) this.restore();
		[this.blocks, this.together] = [null, null];
		this.job.keepIf(() => false);
	};

	async #run(subject: Subject, parts: readonly Part[]): Promise<Lesioned | null> {
		const each = parts.map(({ lesions }) => lesions);
		const found = await this.job.run({ ...subject, ...numbersOf(subject), each });
		return found && this.#subject && sameSubject(this.#subject, subject) ? found : null;
	}
}
