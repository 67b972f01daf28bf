import { flag, oneOf, record, schemaOf, text } from '../json/schemas.ts';
import { BACKENDS, type Adapter, type Fallback } from './backends.ts';
import { KERNELS } from './kernel-sets.ts';

/** What a file says of where a network ran. */

export const backendName = oneOf(...BACKENDS);
export const kernels = oneOf(...KERNELS);

export const adapter = schemaOf<Adapter>()(
	record({
		vendor: text,
		architecture: text,
		description: text,
		software: flag
	})
);

export const fallback = schemaOf<Fallback>()(record({ asked: backendName, reason: text }));
