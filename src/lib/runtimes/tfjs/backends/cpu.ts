import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { plain, type OpenBackend } from '../opened.ts';
import { activate, drop } from '../registry.ts';

export async function openCpu(): Promise<OpenBackend> {
	await activate('cpu', () => new MathBackendCPU());
	return { ...plain, close: () => drop('cpu') };
}
