import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { plain, type Opened } from './opened.ts';
import { activate, drop } from './registry.ts';

export async function openCpu(): Promise<Opened> {
	await activate('cpu', () => new MathBackendCPU());
	return { ...plain, close: () => drop('cpu') };
}
