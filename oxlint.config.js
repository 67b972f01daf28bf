import { readFileSync } from 'node:fs';
import layers from './layers.js';

/** @type {{ overrides: object[] }} */
const base = JSON.parse(readFileSync(new URL('.oxlintrc.json', import.meta.url), 'utf8'));

export default { ...base, overrides: [...base.overrides, ...layers] };
