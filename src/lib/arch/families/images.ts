/** From -1 to 1: what Google's and some of timm's own weights take images as. */
export const HALF = { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] } as const;
