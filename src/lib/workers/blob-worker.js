// A worker of a blob keeps to the content policy of the page that starts it, one of a file to none:
// this one becomes what its first message names.
const scope = /** @type {{ importScripts: (url: string) => void }} */ (
	/** @type {unknown} */ (globalThis)
);

onmessage = ({ data }) => {
	onmessage = null;
	scope.importScripts(data);
};
