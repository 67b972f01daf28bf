/** Bytes of data that takes others than tfjs reckons from a tensor's size, by its id. */
const known = new WeakMap<object, number>();

/** Says how many bytes data takes. */
export const inStoredBytes = (dataId: object, bytes: number): void => void known.set(dataId, bytes);

/** Bytes of data, where it is not as many as tfjs reckons. */
export const storedBytes = (dataId: object): number | undefined => known.get(dataId);
