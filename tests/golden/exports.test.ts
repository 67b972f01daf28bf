import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { presetNames, type Design } from '../../src/lib/arch/design.ts';
import { printPytorch } from '../../src/lib/export/pytorch/pytorch.ts';
import { timmLine } from '../../src/lib/export/timm.ts';
import { sumLayers } from '../../src/lib/count/totals.ts';
import { readLink } from '../../src/lib/share/link.ts';
import { networkOfDesign } from '../networks.ts';
import verified from './exports.json' with { type: 'json' };

type Verified = Readonly<{ sha256: string; params: number; macs: number; timm?: string }>;
const entries = Object.entries<Verified>(verified.designs);

const described = (design: Design) => {
	const network = networkOfDesign(design);
	const { params, macs } = sumLayers(network.layers);
	const sha256 = createHash('sha256').update(printPytorch(design, network)).digest('hex');
	return { sha256, params, macs, timm: timmLine(design) ?? undefined };
};

// When the exporter changes on purpose: python scripts/golden/check_export.py
test.each(entries)('the file of %s is the one that PyTorch was run on', (link, entry) => {
	const { design, problems } = readLink(link, []);
	expect(problems).toEqual([]);
	const { sha256, params, macs, timm } = entry;
	expect(described(design)).toEqual({ sha256, params, macs, timm });
});

test('the file of every preset was run, and many others', () => {
	const links = entries.map(([link]) => link);
	expect(presetNames().filter((name) => !links.includes(name))).toEqual([]);
	expect(links.length).toBeGreaterThan(180);
});
