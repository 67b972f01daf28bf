/** A file of the built site. */
export type SiteFile = Readonly<{
	/** Its address, relative to the site's folder; a page's ends in a slash, and the first is empty. */
	path: string;
	bytes: number;
}>;

/** What the build writes of its files, beside them. */
export type FileList = Readonly<{ version: string; files: readonly SiteFile[] }>;

/** The address of that list. */
export const FILE_LIST = 'files.json';

/** Pictures of the app, for its description and its installation: no page shows them. */
const isForShow = ({ path }: SiteFile): boolean => /^(screenshot|icon)/.test(path);

/** Engines and tables that only live networks need: the half of the site that comes when there is time. */
const comesLater = ({ path }: SiteFile): boolean =>
	/\/workers\/|\.wasm$|^imagenet|\.txt$/.test(path);

/** The files that are kept: those without which a version does not serve, and the others after. */
export function filesToKeep({ files }: FileList): Readonly<{
	first: readonly SiteFile[];
	later: readonly SiteFile[];
}> {
	const all = files.filter((file) => !isForShow(file));
	return { first: all.filter((file) => !comesLater(file)), later: all.filter(comesLater) };
}
