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
/** A larger file may have a fault for every other character: only its first is looked for. */
const MOST_FOR_ALL_FAULTS = 200_000;

const refused = (problem: string): ReportReading => ({ report: null, problems: [problem] });

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
	const abortEarly = json.length > MOST_FOR_ALL_FAULTS;
	const { success, output, issues } = v.safeParse(reportSchema, value, { abortEarly });
	return success
		? { report: output, problems: [] }
		: { report: null, problems: issues.map(problemText) };
}
