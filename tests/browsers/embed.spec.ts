import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { embedMarkup, printEmbedOptions, USUAL_EMBED } from '../../src/lib/share/embed.ts';
import { expect, test } from './journey.ts';

const USUAL_HEIGHT = 420;

/** Serves pages of another origin by their paths. */
async function serveElsewhere(pages: ReadonlyMap<string, string>) {
	const server = createServer(({ url }, response) => {
		response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
		response.end(pages.get(url ?? '') ?? '');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return { at: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** Notes what frames tell, beside the script of the markup. */
const NOTES = `<script>
	addEventListener('message', ({ data }) => (globalThis.told = data.height));
</script>`;

test('the markup that Share gives shows a design in a page of another origin, at its own height', async ({
	app,
	baseURL
}) => {
	const kinds = {
		usual: {},
		open: { runs: 'open', theme: 'dark' },
		bare: { figures: false, theme: 'light' },
		edited: { editor: true }
	} as const;
	const pages = Object.entries(kinds).map(([name, options]) => {
		const asked = printEmbedOptions({ ...USUAL_EMBED, ...options });
		const markup = embedMarkup({
			...{ title: 'ConvNeXt-T', height: USUAL_HEIGHT, resizes: true },
			address: `${baseURL ?? ''}embed/${asked}#convnext_tiny&vs=resnet50`
		});
		return [`/${name}`, `<!doctype html><title>An article</title>${NOTES}${markup}`] as const;
	});
	const { at, close } = await serveElsewhere(new Map(pages));
	const heights: Record<string, number> = {};
	for (const [path] of pages) {
		await app.open(`${at}${path}`);
		// The page's own parts come one after the other: what counts is where it ends.
		const measure = () =>
			app.run(() => {
				const { told } = globalThis as unknown as { told?: number };
				const height = document.querySelector('iframe')?.offsetHeight ?? 0;
				return { height, follows: told !== undefined && Math.abs(height - told) <= 1 };
			});
		let last = 0;
		const settled = async () => {
			const { height, follows } = await measure();
			const same = follows && height === last && height !== USUAL_HEIGHT;
			last = height;
			return same;
		};
		await expect.poll(settled, { message: path, intervals: [500] }).toBe(true);
		heights[path] = last;
	}
	const { '/usual': usual = 0, '/bare': bare = 0, '/edited': edited = 0 } = heights;
	expect(bare).toBeGreaterThan(200);
	expect(usual).toBeGreaterThan(bare);
	expect(edited).toBeGreaterThan(usual);
	close();
});
