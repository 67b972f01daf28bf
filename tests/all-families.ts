import { loadFamilies } from '../src/lib/arch/families.ts';

// Tests name presets of every family, as a page does once it has loaded them.
await loadFamilies();
