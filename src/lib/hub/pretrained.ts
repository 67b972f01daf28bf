/** What is known of weights of timm's without asking the hub. */
export type Pretrained = Readonly<{
	/** `owner/name` on the hub. */
	repository: string;
	licence: string;
	/** ImageNet-1k top-1 in percent at the weights’ own input, by timm’s results files; `null` where they have none. */
	top1: number | null;
}>;

/** As `scripts/golden/hub.py` writes it; lists of names are parted by spaces. */
type Table = Readonly<{
	/** That of all which are not listed with another. */
	licence: string;
	licences: Readonly<Record<string, string>>;
	/** What timm has no weights of on the hub. */
	absent: string;
	/** Weights that are not in timm’s own repository of their name. */
	elsewhere: Readonly<Record<string, string>>;
	/** `name:percent`. */
	top1: string;
}>;

/** Says where weights are that timm calls `model.tag`; `null` where they are not on the hub. */
export type WhereIs = (name: string) => Pretrained | null;

function read({ licence, licences, absent, elsewhere, top1 }: Table): WhereIs {
	const missing = new Set(absent.split(' '));
	const licenceOf = new Map(
		Object.entries(licences).flatMap(([other, names]) =>
			names.split(' ').map((name) => [name, other] as const)
		)
	);
	const accuracies = new Map(
		top1.split(' ').map((pair) => {
			const at = pair.lastIndexOf(':');
			return [pair.slice(0, at), Number(pair.slice(at + 1))] as const;
		})
	);
	return (name) =>
		missing.has(name)
			? null
			: {
					repository: elsewhere[name] ?? `timm/${name}`,
					licence: licenceOf.get(name) ?? licence,
					top1: accuracies.get(name) ?? null
				};
}

/** Loads what is known of timm’s weights. */
export const loadPretrained = async (): Promise<WhereIs> =>
	read((await import('./pretrained.json')).default);
