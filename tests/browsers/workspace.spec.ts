import { expect, test } from './journey.ts';
import { button, field, metric, openWorkspace } from './workspace.ts';

test('a person picks a network, edits it by fields, keys and sliders, and takes steps back', async ({
	app
}) => {
	await openWorkspace(app);
	await app.see(metric('Params', '28,589,128'));
	await app.click(button('ConvNeXt-T'));
	await app.see({ role: 'combobox', name: 'find a preset' });
	await app.type('resnet 50');
	await app.click({ role: 'option', name: /^ResNet-50 ?resnet50/ });
	await app.see(metric('Params', '25,557,032'));

	await app.fill(field('depth, stage 2'), '3');
	await app.fill(field('depth, stage 3'), '9');
	// PyTorch counts these for the second step of the paper's roadmap.
	await app.see(metric('Params', '28,628,520'));
	await app.see(metric('MACs', '4,525,916,160'));
	await app.press('Control+z');
	await app.press('Control+z');
	await app.see(metric('Params', '25,557,032'));

	await app.focus(field('depth, stage 3'));
	await app.press('ArrowUp');
	await expect.poll(() => app.value(field('depth, stage 3'))).toBe('7');
	await app.focus({ role: 'slider', name: 'depth, stage 3, slider' });
	await app.press('ArrowRight');
	await expect.poll(() => app.value(field('depth, stage 3'))).toBe('8');
});
