import { createHash } from 'node:crypto';
import process from 'node:process';
import { fingerprint } from './fingerprint.js';
import { hubHosts } from './hubs.js';

/** What the site is built from. */
const SOURCES = [
	'src',
	'static',
	'CITATION.cff',
	'package-lock.json',
	'svelte.config.js',
	'vite.config.ts'
];

/** A name for what the site would be now: the same sources, folder and hubs are the same version. */
export const siteVersion = () =>
	createHash('sha256')
		.update([fingerprint(SOURCES), process.env.BASE_PATH ?? '', ...hubHosts()].join(' '))
		.digest('hex')
		.slice(0, 16);
