/** What this browser has said to keeping the site, in this visit. */
export const siteKeeping = $state({ isRefused: false, isFull: false });

/** Notes it. */
export const noteKeeping = {
	onrefused: () => (siteKeeping.isRefused = true),
	onfull: () => (siteKeeping.isFull = true)
};
