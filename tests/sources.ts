import { readdirSync } from 'node:fs';
import { extname } from 'node:path';

const EXTENSIONS = ['.ts', '.js', '.svelte', '.css', '.html'];

/** Files of a folder and those in it that people write code in, as paths in the project. */
export const sourcesIn = (folder: string): readonly string[] =>
	readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => EXTENSIONS.includes(extname(name)))
		.map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
		.sort();
