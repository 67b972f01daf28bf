import { expect, test } from 'vitest';
import own from '../golden/logits.json';
import supplied from '../golden/reference/logits.json';
import { distance, logitsOf, smallNetwork, smallNetworks } from './live-networks.ts';

const reference: Readonly<Record<string, { logits: number[] }>> = { ...supplied, ...own };

for (const name of Object.keys(smallNetworks)) {
	test(`${name} gives PyTorch’s logits on the CPU, and WebAssembly, WebGPU and WebGL agree`, async () => {
		const network = smallNetwork(name);
		const cpu = await logitsOf(network, 'cpu');
		expect(distance(cpu, reference[name]?.logits ?? [])).toBeLessThan(1e-5);
		for (const backend of ['wasm', 'webgpu', 'webgl'] as const)
			expect(distance(await logitsOf(network, backend), cpu), backend).toBeLessThan(1e-4);
	});
}
