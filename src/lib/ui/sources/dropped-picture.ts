/** A picture written out in an address or a page, as small ones on other pages are. */
const WRITTEN_OUT = /data:image\/(png|jpeg|webp|gif|bmp|avif);base64,[A-Za-z0-9+/=]+/;

/** The picture that was dragged from another page, where its address holds it whole; else `null`. */
export async function pictureIn(data: DataTransfer): Promise<File | null> {
	const texts = ['text/uri-list', 'text/html'].map((type) => data.getData(type));
	const [address, type] = texts.flatMap((text) => WRITTEN_OUT.exec(text) ?? []);
	if (address === undefined || type === undefined) return null;
	const picture = await fetch(address).then(
		(answer) => answer.blob(),
		() => null
	);
	return picture && new File([picture], `picture.${type}`, { type: picture.type });
}
