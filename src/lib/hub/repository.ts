import * as v from 'valibot';
import { parseJson } from '../json/parse.ts';
import { cut } from '../json/text.ts';
import { hostOf, listingUrl, pageUrl } from './address.ts';
import { answerOf, refuse, type Network } from './request.ts';

/** A file of weights in a repository, as it was at a commit. */
export type HubFile = Readonly<{
	/** `owner/name`. */
	repository: string;
	commit: string;
	path: string;
	/** Bytes. */
	size: number;
	/** In hexadecimal digits, as the hub publishes it. */
	sha256: string;
	/** As the repository names it; `null` where it names none. */
	licence: string | null;
}>;

const listing = v.object({
	sha: v.pipe(v.string(), v.regex(/^[0-9a-f]{7,64}$/)),
	gated: v.optional(v.union([v.boolean(), v.string()]), false),
	tags: v.optional(v.array(v.string()), []),
	siblings: v.array(
		v.object({
			rfilename: v.string(),
			lfs: v.nullish(
				v.object({
					size: v.pipe(v.number(), v.integer(), v.minValue(1)),
					sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
				})
			)
		})
	)
});

type Listing = v.InferOutput<typeof listing>;
type Sibling = Listing['siblings'][number];

const licenceIn = ({ tags }: Listing): string | null =>
	tags.find((tag) => tag.startsWith('license:'))?.slice('license:'.length) ?? null;

/** The file of weights that timm and Transformers read first. */
const USUAL = 'model.safetensors';
/** The older file of the same weights. */
const PICKLED = 'pytorch_model.bin';
const SHARD = /-\d{5}-of-\d{5}\.safetensors$/;

/** @throws LiveError where there is not one file to take */
function weightsIn({ siblings }: Listing, repository: string, page: string): Sibling {
	const tensors = siblings.filter(({ rfilename }) => rfilename.endsWith('.safetensors'));
	const usual = tensors.find(({ rfilename }) => rfilename === USUAL);
	const only = usual ?? (tensors.length === 1 ? tensors[0] : undefined);
	if (only) return only;
	const pickled = siblings.find(({ rfilename }) => rfilename === PICKLED);
	if (tensors.length === 0 && pickled) return pickled;
	if (tensors.length === 0)
		throw refuse(
			`${repository} has no .safetensors file, and no ${PICKLED}.`,
			`Look at ${page} for what it has; a file that is opened here can be dropped on the page.`
		);
	if (tensors.every(({ rfilename }) => SHARD.test(rfilename)))
		throw refuse(
			`${repository} has its weights in ${tensors.length} shards.`,
			`Get them all from ${page} and drop them on the page together.`
		);
	const names = tensors.map(({ rfilename }) => cut(rfilename, 60));
	throw refuse(
		`${repository} has ${tensors.length} .safetensors files, and none is called ${USUAL}: ${names.slice(0, 6).join(', ')}.`,
		`Get the one you mean from ${page} and drop it on the page.`
	);
}

/** What the file of weights of a repository is, without its values. @throws LiveError, Cancelled */
export async function lookUp(hub: string, repository: string, network: Network): Promise<HubFile> {
	const page = pageUrl(hub, repository);
	const response = await answerOf(listingUrl(hub, repository), repository, network);
	const read = v.safeParse(listing, parseJson(await response.text()));
	if (!read.success)
		throw refuse(
			`${hostOf(hub)} answered about ${repository} in a way that is not understood here.`,
			'If it is a mirror, it may lack the hub’s list of files; else try again later.'
		);
	const found = read.output;
	if (found.gated !== false)
		throw refuse(
			`${repository} asks those who want its files to agree to its terms first.`,
			`Do so at ${page}, get the file there, and drop it on the page.`
		);
	const { rfilename: path, lfs } = weightsIn(found, repository, page);
	if (!lfs)
		throw refuse(
			`${hostOf(hub)} publishes no hash of ${path} in ${repository}, so it cannot be checked.`,
			`Get the file from ${page} and drop it on the page, if you trust it.`
		);
	return { repository, commit: found.sha, path, ...lfs, licence: licenceIn(found) };
}

/** The name under which a file is opened: that of its repository, which says what it is. */
export const openedName = ({ repository, path }: HubFile): string =>
	repository.slice(repository.indexOf('/') + 1) + path.slice(path.lastIndexOf('.'));
