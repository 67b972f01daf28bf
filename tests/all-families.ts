import { loadFamilies } from '../src/lib/arch/families.ts';
import { loadConventions } from '../src/lib/count/conventions/known.ts';

// Tests name presets of every family and every convention, as a page does once it has loaded them.
await Promise.all([loadFamilies(), loadConventions()]);
