/** Whether tests were asked to take as long as they like: more designs, and all networks on every backend. */
export const thorough = Boolean(import.meta.env.THOROUGH);
