export const REPORT_FORMAT = 'convnext-explorer run';
/** Raised when a field changes its meaning; the schema lifts what earlier versions said. */
export const REPORT_VERSION = 2 as const;
export const READABLE_VERSIONS: readonly number[] = [1, REPORT_VERSION];

/** What a report says of how it was made. */
export const FINISHED = 'when its result has been read back (await data())';
export const IMAGE = 'deterministic stripes with noise, not normalized';
export const WAITED_FOR = 'per kernel call, each waited for; includes dispatch; median';
export const GPU_STAMPS = 'GPU timestamps around every dispatch; mean';
