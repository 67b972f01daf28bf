/** Copies a text; `false` where the browser does not let the page do so. */
export async function copyText(text: string): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		return false;
	}
}

/** The same for a picture that is still being made. */
export async function copyPicture(png: Promise<Blob>): Promise<boolean> {
	try {
		await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
		return true;
	} catch {
		return false;
	}
}
