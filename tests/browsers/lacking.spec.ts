import { test } from './journey.ts';
import { button, openTools, openWorkspace, RUN } from './workspace.ts';

test('a browser without a clipboard or a camera says so in a line, and the page goes on', async ({
	app
}) => {
	await openWorkspace(app, 'convnext_atto&input=32');
	await app.run(() => {
		for (const name of ['clipboard', 'mediaDevices'])
			Object.defineProperty(navigator, name, { value: undefined, configurable: true });
	});
	await app.click(button('Share'));
	await app.reads({ css: '#share [role=status]' }, 'Copy this link.');
	await app.press('Escape');
	await app.click(button('Camera', await openTools(app)));
	const camera = { role: 'dialog', name: 'Camera' };
	await app.reads({ role: 'alert', in: camera }, 'This browser gives pages no camera.');
	await app.click(button('Close', camera));
	await app.see(button('Run', RUN));
});
