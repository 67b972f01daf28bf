import type fc from 'fast-check';
import {
	convnets,
	customs,
	inceptionNexts,
	mbconvs,
	metaformers,
	regnets,
	swins,
	vits,
	type Drawn
} from './random-networks.ts';

type Family = readonly [what: string, networks: fc.Arbitrary<Drawn>];

/** Random networks of every family, by what they are called in titles of tests. */
export const randomFamilies: readonly Family[] = [
	['ConvNets', convnets],
	['InceptionNeXts', inceptionNexts],
	['RegNets', regnets],
	['MBConv networks', mbconvs],
	['MetaFormers', metaformers],
	['Swins', swins],
	['ViTs', vits]
];

/** The same, and networks whose blocks are random lines. */
export const randomNetworks: readonly Family[] = [
	...randomFamilies,
	['networks of random lines', customs]
];
