import type { PictureFile } from '../../draw/network/picture-file.ts';

/** px to a side that a browser rounds; without it a picture may run on to a second sheet. */
const ROUNDING = 1;

/**
 * The page's own font has one file for all weights, and printers of PDF draw such fonts letter by letter, as
 * they do letters with an outline. That makes fonts of type 3, which publishers refuse.
 */
const FAMILY = "Helvetica, Arial, 'Liberation Sans', sans-serif";

/** A copy that is set in a font which printers embed. */
function inPrint(drawing: SVGSVGElement): SVGSVGElement {
	const copy = drawing.cloneNode(true) as SVGSVGElement;
	copy.setAttribute('font-family', FAMILY);
	copy.querySelector('style')?.remove();
	for (const text of copy.querySelectorAll('text, tspan')) text.removeAttribute('stroke');
	return copy;
}

/**
 * Opens the browser's print dialog with a sheet that holds the picture alone, at its size: saved as PDF
 * there, lines stay lines and text stays text.
 *
 * @param name what the dialog proposes to call the file
 */
export function printPicture({ drawing, width, height }: PictureFile, name: string): void {
	const sheet = document.createElement('div');
	sheet.className = 'printed-picture';
	const style = document.createElement('style');
	style.textContent = `
		@page { size: ${width}px ${height + ROUNDING}px; margin: 0 }
		@media screen { .printed-picture { display: none } }
		@media print {
			html, body { height: auto !important; margin: 0 !important; overflow: visible !important }
			body > :not(.printed-picture) { display: none !important }
			.printed-picture { print-color-adjust: exact; -webkit-print-color-adjust: exact }
			.printed-picture > svg { display: block }
		}`;
	sheet.append(style, inPrint(drawing));
	document.querySelector('.printed-picture')?.remove();
	document.body.append(sheet);
	const { title } = document;
	document.title = name;
	addEventListener(
		'afterprint',
		() => {
			document.title = title;
			sheet.remove();
		},
		{ once: true }
	);
	print();
}
