import { BACKENDS } from '../../src/lib/runtimes/backends.ts';
import { runtimes } from '../../src/lib/runtimes/runtimes.ts';
import { testRuntime } from './runtime-contract.ts';

for (const backend of BACKENDS)
	testRuntime(`tfjs on ${backend}`, runtimes[backend], backend === 'cpu' ? 1e-5 : 1e-4);
