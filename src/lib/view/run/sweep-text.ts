import { BACKEND_LABELS } from '../../runtimes/backends.ts';
import { inputText } from '../../benchmark/report/input-text.ts';
import type { Sweep } from '../../benchmark/sweep/sweep.ts';
import { tellFallback } from './run-text.ts';

const REASONS: Readonly<Record<Sweep['ended']['why'], string>> = {
	'as asked': 'Up to the limit.',
	time: 'Ended by the time:',
	memory: 'Ended by the memory:',
	failed: 'Ended by a failure:'
};

/** Where a sweep ran, and why it went no further. */
export function tellSweep({ points, ended, ...sweep }: Sweep): string {
	const batches = `${points.length} ${points.length === 1 ? 'batch' : 'batches'}`;
	const fallback = sweep.fallback
		? tellFallback(sweep.fallback, BACKEND_LABELS[sweep.backend])
		: '';
	return [
		`${batches} on ${sweep.backendLabel}, ${inputText(sweep.input)}.`,
		fallback,
		REASONS[ended.why],
		ended.message
	]
		.filter((part) => part !== '')
		.join(' ');
}
