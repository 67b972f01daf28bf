import * as v from 'valibot';
import { isPlain, parseJson } from '../../json/parse.ts';
import { problemText, shown } from '../../json/problems.ts';
import { READABLE_VERSIONS, REPORT_FORMAT } from './format.ts';
import type { RunReport } from './report.ts';
import { reportSchema } from './schema.ts';

/** What came of a file: a report, or all that is wrong with it. */
export type ReportReading = Readonly<{ report: RunReport | null; problems: readonly string[] }>;

/** Reports are small; a larger file is something else. */
const MOST_CHARACTERS = 5_000_000;
const MOST_PROBLEMS = 8;

const refused = (...problems: readonly string[]): ReportReading => ({
	report: null,
	problems:
		problems.length <= MOST_PROBLEMS
			? problems
			: [...problems.slice(0, MOST_PROBLEMS), `and ${problems.length - MOST_PROBLEMS} more`]
});

/** Reads a report that was downloaded before, field by field; the messages name field and permitted values. */
export function readReport(json: string): ReportReading {
	if (json.length > MOST_CHARACTERS) return refused('The file is too large to be a run report.');
	const value = parseJson(json);
	if (!isPlain(value)) return refused('The file is no JSON object, so it is no run report.');
	if (value.format !== REPORT_FORMAT)
		return refused('The file is no run report: use one that this app’s Download button gave.');
	if (!READABLE_VERSIONS.some((version) => version === value.version))
		return refused(
			`version: ${shown(value.version)} is not known here; permitted: ${READABLE_VERSIONS.join(' or ')}. It may be from a newer version of this app.`
		);
	const { success, output, issues } = v.safeParse(reportSchema, value);
	return success ? { report: output, problems: [] } : refused(...issues.map(problemText));
}
