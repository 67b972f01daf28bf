import { thorough } from './browser/thorough.ts';

/** How many random inputs a property tries: an eighth of them, unless tests were asked to be thorough. */
export const runs = (all: number): number => (thorough ? all : Math.ceil(all / 8));
