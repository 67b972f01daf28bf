import { encode } from 'uqr';

/** A code as a path of unit squares on a square of `size`, its quiet zone included. */
export type QrCode = Readonly<{ size: number; path: string }>;

/** Finer than that, and a camera at the back of a room tells no squares apart: some 1,000 characters. */
const FINEST = 25;

/** Modules left empty around a code, which readers ask for (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** A text as a QR code that stands 15% of damage; `null` where the text is too long for one. */
export function qrCodeOf(text: string): QrCode | null {
	try {
		const options = { ecc: 'M', border: QUIET_ZONE, maxVersion: FINEST } as const;
		const { size, data } = encode(text, options);
		const squares = data.flatMap((row, y) =>
			row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))
		);
		return { size, path: squares.join('') };
	} catch {
		// The library says nothing more than that it does not fit.
		return null;
	}
}

/** The code as a file, black on white. */
export const qrSvg = ({ size, path }: QrCode): string =>
	`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>`;
