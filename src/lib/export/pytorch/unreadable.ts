/** Thrown where a class in the usual form cannot say what its parts do; `flat.ts` writes them then. */
export class Unreadable extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'Unreadable';
	}
}
