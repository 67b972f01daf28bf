import { pick, type Naming } from '../naming.ts';

const TV_BLOCK = {
	'f.a.0': 'conv1.conv',
	'f.a.1': 'conv1.bn',
	'f.b.0': 'conv2.conv',
	'f.b.1': 'conv2.bn',
	'f.se.fc1': 'se.fc1',
	'f.se.fc2': 'se.fc2',
	'f.c.0': 'conv3.conv',
	'f.c.1': 'conv3.bn',
	'proj.0': 'downsample.conv',
	'proj.1': 'downsample.bn'
};

export const regNetNamings: readonly Naming[] = [
	{
		author: 'torchvision',
		mark: /trunk_output\.block1\.block1-0\.f\.a\.0\.weight$/,
		rules: [
			[/^stem\.0\.(.+)$/, 'stem.conv.$1'],
			[/^stem\.1\.(.+)$/, 'stem.bn.$1'],
			[
				/^trunk_output\.block(\d+)\.block\d+-(\d+)\.(f\.(?:[abc]\.[01]|se\.fc[12])|proj\.[01])\.(.+)$/,
				(stage = '', block = '', part = '', rest = '') =>
					`s${stage}.b${Number(block) + 1}.${pick(TV_BLOCK, part)}.${rest}`
			],
			[/^fc\.(.+)$/, 'head.fc.$1']
		]
	}
];
