import type { RunReport } from '../benchmark/report/report.ts';
import { failureOf, failureText } from '../errors/failure.ts';

/** A report of this visit. */
export type KeptReport = Readonly<{ id: number; report: RunReport; from: 'this visit' | 'a file' }>;

/** More reports than that are not kept: they hold every layer's time. */
const MOST = 30;

/** Reports of this visit, measured here or opened from files; the newest first. */
export class RunHistory {
	all = $state.raw<readonly KeptReport[]>([]);
	/** What is wrong with the last file. */
	problems = $state.raw<readonly string[]>([]);
	/** How many files have been opened: their reports want to be seen. */
	opened = $state(0);
	#lastId = 0;

	add(report: RunReport): void {
		this.#put(report, 'this visit');
	}

	/** Reads a report from a file's text. */
	async open(text: string): Promise<void> {
		try {
			const { readReport } = await import('../benchmark/report/file.ts');
			const reading = readReport(text);
			this.problems = reading.problems;
			if (reading.report) this.#put(reading.report, 'a file');
		} catch (error) {
			this.problems = [failureText(failureOf(error))];
		}
		this.opened += 1;
	}

	/** Says why a file could not be opened. */
	refuse(problem: string): void {
		this.problems = [problem];
	}

	remove(id: number): void {
		this.all = this.all.filter((one) => one.id !== id);
	}

	#put(report: RunReport, from: KeptReport['from']): void {
		this.all = [{ id: ++this.#lastId, report, from }, ...this.all].slice(0, MOST);
	}
}

/** Kept outside all pages, so that what one measures is there on another. */
export const runHistory = new RunHistory();
