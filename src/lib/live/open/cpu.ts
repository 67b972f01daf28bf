import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { never, nothingToWatch, type Opened } from './opened.ts';
import { activate, drop } from './registry.ts';

export async function openCpu(): Promise<Opened> {
	await activate('cpu', () => new MathBackendCPU());
	return { lost: never, watch: nothingToWatch, close: () => drop('cpu') };
}
