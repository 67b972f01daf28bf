const adapter = await (navigator as Navigator & { gpu?: GPU }).gpu?.requestAdapter();

/** Whether there is a GPU here with half precision: SwiftShader has none, and what needs it is skipped. */
export const hasHalves = adapter?.features.has('shader-f16') ?? false;
