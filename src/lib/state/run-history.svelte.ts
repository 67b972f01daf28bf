import type { RunReport } from '../benchmark/report/report.ts';

/** A report of this visit. */
export type KeptReport = Readonly<{ id: number; report: RunReport; from: 'this visit' | 'a file' }>;

/** Reports of this visit, measured here or opened from files; the newest first. */
export type RunHistory = Readonly<{
	readonly all: readonly KeptReport[];
	/** What is wrong with the last file. */
	readonly problems: readonly string[];
	/** How many files have been opened: their reports want to be seen. */
	readonly opened: number;
	add(report: RunReport): void;
	/** Reads a report from a file's text. */
	open(text: string): Promise<void>;
	remove(id: number): void;
}>;

/** More reports than that are not kept: they hold every layer's time. */
const MOST = 30;

export function createRunHistory(): RunHistory {
	let all = $state.raw<readonly KeptReport[]>([]);
	let problems = $state.raw<readonly string[]>([]);
	let opened = $state(0);
	let lastId = 0;

	function put(report: RunReport, from: KeptReport['from']): void {
		all = [{ id: ++lastId, report, from }, ...all].slice(0, MOST);
	}

	return {
		get all() {
			return all;
		},
		get problems() {
			return problems;
		},
		get opened() {
			return opened;
		},
		add: (report) => put(report, 'this visit'),
		async open(text) {
			const { readReport } = await import('../benchmark/report/file.ts');
			const reading = readReport(text);
			problems = reading.problems;
			if (reading.report) put(reading.report, 'a file');
			opened += 1;
		},
		remove(id) {
			all = all.filter((one) => one.id !== id);
		}
	};
}

/** Kept outside all pages, so that what one measures is there on another. */
export const runHistory = createRunHistory();
