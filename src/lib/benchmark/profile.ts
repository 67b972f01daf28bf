/** How much work a measurement is worth. */
export const BENCHMARK_PROFILES = ['quick', 'rigorous'] as const;
export type BenchmarkProfile = (typeof BENCHMARK_PROFILES)[number];

export type ProfilePlan = Readonly<{
	label: string;
	/** Timed passes, unless the user says another number. */
	runs: number;
	/** The most time for them, ms. */
	budgetMs: number;
	/** Passes after the first that are not counted. */
	warmups: number;
}>;

export const PROFILE_PLANS: Readonly<Record<BenchmarkProfile, ProfilePlan>> = {
	quick: { label: 'quick', runs: 20, budgetMs: 30_000, warmups: 0 },
	rigorous: { label: 'rigorous', runs: 200, budgetMs: 300_000, warmups: 3 }
};
