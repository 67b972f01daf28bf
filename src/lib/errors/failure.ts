/** Why a run gave no result. */
export type FailureCode =
	| 'too-large'
	/** It may fit, and takes so much that a person is asked first. */
	| 'large'
	| 'backend-unavailable'
	| 'out-of-memory'
	| 'gpu-error'
	| 'device-lost'
	| 'bad-output'
	| 'bad-weights'
	| 'bad-image'
	/** There is no camera to look through, or no longer. */
	| 'camera'
	| 'mismatch'
	| 'worker-crashed'
	| 'unsupported'
	/** The hub did not give what it was asked for. */
	| 'hub'
	/** A part of the app did not come: no network, or a new version. */
	| 'not-loaded'
	| 'unexpected';

/** What went wrong, in words for a person, and what they can do next. */
export type Failure = Readonly<{ code: FailureCode; message: string; advice: string }>;

/** A failure on its way up. */
export class LiveError extends Error {
	readonly failure: Failure;
	constructor(code: FailureCode, message: string, advice: string) {
		super(message);
		this.name = 'LiveError';
		this.failure = { code, message, advice };
	}
}

/** The run was asked to stop; not a failure. */
export class Cancelled extends Error {
	constructor() {
		super('cancelled');
		this.name = 'Cancelled';
	}
}

const OUT_OF_MEMORY =
	/out of memory|allocation failed|array buffer allocation|oom|invalid typed array length/i;

/** How browsers say that a script or a file of the app did not come. */
const NOT_FETCHED =
	/dynamically imported module|importing a module script failed|failed to fetch|networkerror|load failed|unable to preload/i;

/** The failure to load a part of the app that is not there from the start. */
export const NOT_LOADED: Failure = {
	code: 'not-loaded',
	message: 'A part of the app could not be loaded.',
	advice:
		'Check the network and try again. If a new version has been published meanwhile, reload the page: its address holds the design.'
};

/** A failure in one line. */
export const failureText = ({ message, advice }: Failure): string => `${message} ${advice}`;

/** The failure that any thrown value stands for. */
export function failureOf(error: unknown): Failure {
	if (error instanceof LiveError) return error.failure;
	const message = error instanceof Error ? error.message : String(error);
	if (NOT_FETCHED.test(message)) return NOT_LOADED;
	if (error instanceof RangeError || OUT_OF_MEMORY.test(message))
		return {
			code: 'out-of-memory',
			message: `The device ran out of memory: ${message}`,
			advice: 'Use a smaller batch, a smaller input or a smaller network.'
		};
	return {
		code: 'unexpected',
		message: `The run failed: ${message}`,
		advice: 'Try again, or choose another backend.'
	};
}
