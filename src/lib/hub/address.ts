/** A hub's address without the slash at its end; `null` for a text that is none. */
export function readHub(text: string): string | null {
	const address = text.trim().replace(/\/+$/, '');
	if (!/^https?:/.test(address) || !URL.canParse(address)) return null;
	return new URL(address).origin === address ? address : null;
}

const NAME = /^[\w-][\w.-]{0,95}$/;

/**
 * A repository's name, `owner/name`, from what people copy: the name, `hf-hub:owner/name`, or the address
 * of its page or of one of its files; `null` where it is none of them.
 */
export function readRepository(text: string): string | null {
	const bare = text.trim().replace(/^(https?:\/\/[^/]+\/|hf[-_]hub:)/, '');
	const [owner = '', name = '', ...rest] = bare.split(/[/?#]/);
	const isPage = rest.length === 0 || ['', 'tree', 'blob', 'resolve'].includes(rest[0] ?? '');
	return isPage && NAME.test(owner) && NAME.test(name) ? `${owner}/${name}` : null;
}

/** Where the hub says what is in a repository, with sizes and hashes. */
export const listingUrl = (hub: string, repository: string): string =>
	`${hub}/api/models/${repository}?blobs=true`;

/** Where a file of a repository is, as it was at a commit. */
export const fileUrl = (hub: string, repository: string, commit: string, path: string): string =>
	`${hub}/${repository}/resolve/${commit}/${path.split('/').map(encodeURIComponent).join('/')}`;

/** The page of a repository, for people. */
export const pageUrl = (hub: string, repository: string): string => `${hub}/${repository}`;

/** A hub's address as it is said. */
export const hostOf = (hub: string): string => hub.replace(/^https?:\/\//, '');
