import { max } from 'd3';
import type { LiveClient } from '../../benchmark/client.ts';
import type { FieldInput, Fields } from '../../benchmark/inspect/fields.ts';
import {
	smallestSquare,
	type EffectiveField,
	type Square
} from '../../features/effective-field.ts';
import type { ChannelMap } from '../../features/maps.ts';
import { Job } from '../run/runner.svelte.ts';
import type { FieldCase } from './field-cases.ts';
import { numbersOf, sameSubject, type Subject } from './subject.ts';

/** A field as it was measured, over what, and where most of it lies. */
export type MeasuredField = Readonly<
	{
		of: FieldCase;
		/** How much each pixel moves the unit, where the one that moves it most is 1. */
		map: ChannelMap;
		half: Square | null;
		most: Square | null;
	} & Pick<Fields, 'over' | 'passes' | 'backendLabel' | 'fromFile' | 'picture'>
>;

/** Shares of a field that squares are told for. */
const [HALF, MOST] = [0.5, 0.95];

function mapOf({ rows, columns, values }: EffectiveField): ChannelMap {
	const largest = max(values) || 1;
	return { rows, columns, values: values.map((v) => v / largest), leading: new Float32Array() };
}

const measuredOf = (of: FieldCase, field: EffectiveField, all: Fields): MeasuredField => ({
	of,
	map: mapOf(field),
	half: smallestSquare(field, HALF),
	most: smallestSquare(field, MOST),
	...all
});

/** Measures what units see, network by network. */
export class FieldMeasurement {
	readonly job: Job<'fields'>;
	#subject: Subject | null = null;
	/** Whether the next network may be measured. */
	#going = false;

	over = $state.raw<FieldInput>('noise');
	passes = $state(4);
	/** All that was measured at once, in its order, as far as that has come. */
	measured = $state.raw<readonly MeasuredField[]>([]);

	constructor(client: LiveClient) {
		this.job = new Job(client, 'fields');
	}

	/**
	 * Measures the cases, those of one network together; ends at the first that fails or is stopped.
	 *
	 * @param subject what is measured beside their networks; weights are those of its own network alone
	 */
	measure = async (subject: Subject, cases: readonly FieldCase[]): Promise<void> => {
		this.forget();
		this.#subject = subject;
		this.#going = true;
		const networks = cases
			.map(({ network }) => network)
			.filter((network, i, all) => all.indexOf(network) === i);
		for (const { net, input } of networks) {
			const these = cases.filter((one) => one.network.net === net);
			const { weights, ...rest } = subject;
			const own = net === subject.net && weights ? { weights } : {};
			const about: Subject = { ...rest, ...own, net, input };
			const fields = await this.job.run({
				...about,
				...numbersOf(about),
				units: these.map(({ path, unit }) => ({ path, unit })),
				over: this.over,
				passes: this.passes
			});
			// What was asked meanwhile has taken its place.
			if (this.#subject !== subject || !fields || !this.#going) return;
			const found = these.flatMap((one, i) => {
				const field = fields.fields[i]?.field;
				return field ? [measuredOf(one, field, fields)] : [];
			});
			this.measured = [...this.measured, ...found];
		}
	};

	stop = (): void => {
		this.#going = false;
		this.job.stop();
	};

	/** Drops what is of another network, of other weights or of another picture. */
	keep = (subject: Subject): void => {
		if (this.#subject && !sameSubject(this.#subject, subject)) this.forget();
	};

	forget = (): void => {
		this.#going = false;
		this.#subject = null;
		this.measured = [];
		this.job.keepIf(() => false);
	};

	/** Ends what is under way; what is open stays. */
	close = (): void => {
		this.#going = false;
		this.#subject = null;
		this.job.leave();
	};
}
