// Plain JavaScript without dependencies: `npm start` installs no tools, and this does where they lack.
import process from 'node:process';
import { ensureInstalled } from './install.js';

// The command finds its own arguments where it would without this file.
const [name] = process.argv.splice(2, 1);

ensureInstalled({ tools: true });
const { register } = await import('tsx/esm/api');
register();
await import(`./${name}.ts`);
