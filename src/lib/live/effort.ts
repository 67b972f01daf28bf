/** How much work a measurement is worth. */
export const EFFORTS = ['quick', 'rigorous'] as const;
export type Effort = (typeof EFFORTS)[number];

export type EffortPlan = Readonly<{
	label: string;
	/** Timed passes, unless the user says another number. */
	runs: number;
	/** The most time for them, ms. */
	budgetMs: number;
	/** Passes after the first that are not counted. */
	warmups: number;
}>;

export const EFFORT_PLANS: Readonly<Record<Effort, EffortPlan>> = {
	quick: { label: 'quick', runs: 20, budgetMs: 30_000, warmups: 0 },
	rigorous: { label: 'rigorous', runs: 200, budgetMs: 300_000, warmups: 3 }
};

export const isEffort = (name: string): name is Effort => EFFORTS.some((known) => known === name);
