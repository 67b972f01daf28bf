/** Steps of the tour of what a network sees, by the names that links have for them, in order. */
export const TOUR_STEPS = [
	'start',
	'filters',
	'kernels',
	'early',
	'late',
	'attention',
	'channels',
	'fields',
	'evidence'
] as const;

export type TourStepId = (typeof TOUR_STEPS)[number];

/** The step by that name. */
export const tourStep = (text: string): TourStepId | null =>
	TOUR_STEPS.find((step) => step === text) ?? null;
