import {
	backendLabel,
	chooseBackend,
	type BackendName,
	type Choice
} from '../runtimes/backends.ts';
import type { Session } from '../runtimes/runtime.ts';
import { probeBackends, runtimes } from '../runtimes/runtimes.ts';
import { LiveError } from '../errors/failure.ts';
import type { Opening } from './progress.ts';
import type { RunContext } from './run-context.ts';

/** Looks for a back end and says which it is. @param asked `null` takes the best there is */
export async function findBackend(
	asked: BackendName | null,
	{ onProgress }: Pick<RunContext<Opening>, 'onProgress'>
): Promise<Choice> {
	const choice = chooseBackend(await probeBackends(), asked);
	const { backend, fallback } = choice;
	onProgress({ phase: 'backend', label: backendLabel(backend), fallback });
	return choice;
}

/** Opens a back end for as long as some work takes. */
export async function withSession<T>(
	backend: BackendName,
	work: (session: Session) => Promise<T>
): Promise<T> {
	const session = await runtimes[backend].open();
	try {
		return await work(session);
	} finally {
		session.close();
	}
}

/** @throws LiveError when the device has other parameters than were counted */
export function expectParams(live: number | null, counted: number): void {
	if (live === null || live === counted) return;
	throw new LiveError(
		'mismatch',
		`The live network has ${live} parameters, and ${counted} on paper.`,
		'This is a fault of this program; please report it with the link of the design.'
	);
}
