/** What came of reading a file: its text, or why there is none, in a sentence. */
export type FileText = Readonly<{ text: string; problem: null } | { text: null; problem: string }>;

/** Reads a file that was chosen or dropped. Never throws: a dropped folder is such a file, and has no text. */
export async function fileText(file: File): Promise<FileText> {
	try {
		return { text: await file.text(), problem: null };
	} catch {
		const problem = `“${file.name}” cannot be read: it is a folder, or is not there any more`;
		return { text: null, problem };
	}
}
