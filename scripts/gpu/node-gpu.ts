import { cpus } from 'node:os';
import process from 'node:process';

/** What this machine calls itself, in place of a browser. */
const USER_AGENT = `Node/${process.versions.node} (${process.platform}; ${process.arch})`;

const platform = `${process.platform}-${process.arch}`;

async function loadDawn() {
	try {
		return await import('webgpu');
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new Error(
			`WebGPU for Node (npm’s “webgpu”, which has it for macOS, Linux and Windows on x64 and arm64) does not load on ${platform}: ${reason}\n` +
				'It comes with npm install --include=dev; on Linux it needs glibc and libvulkan.so.1.',
			{ cause: error }
		);
	}
}

type DawnToggles = Readonly<{ set?: readonly string[]; unset?: readonly string[] }>;

/**
 * Gives Node what a browser gives the runtimes: `navigator.gpu` and WebGPU's names, from Dawn, Chromium's
 * own implementation. Drivers are those of the machine; on Linux `VK_DRIVER_FILES` names another one.
 *
 * @param toggles names of Dawn's toggles to set or unset
 *
 * @throws Error where Dawn does not load
 */
export async function provideGpu({ set = [], unset = [] }: DawnToggles = {}): Promise<void> {
	const { create, globals } = await loadDawn();
	const flags = [
		...(set.length > 0 ? [`enable-dawn-features=${set.join(',')}`] : []),
		...(unset.length > 0 ? [`disable-dawn-features=${unset.join(',')}`] : [])
	];
	const { hardwareConcurrency = cpus().length } = globalThis.navigator ?? {};
	Object.assign(globalThis, globals);
	Object.defineProperty(globalThis, 'navigator', {
		value: { gpu: create(flags), userAgent: USER_AGENT, hardwareConcurrency },
		configurable: true
	});
}

const HELP: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
	linux:
		'Dawn needs a Vulkan 1.1 driver that libvulkan.so.1 finds: vulkaninfo --summary lists them, and VK_DRIVER_FILES=FILE.json names one. In a container the driver’s files must be there too (for NVIDIA: NVIDIA_DRIVER_CAPABILITIES=all).',
	darwin: 'Dawn needs a Mac with Metal.',
	win32: 'Dawn needs a driver for Direct3D 12.'
};

/**
 * The adapter that a session will get.
 *
 * @throws Error where there is none, with what to look for
 */
export async function expectAdapter(): Promise<GPUAdapter> {
	const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
	if (adapter) return adapter;
	throw new Error(`WebGPU found no adapter here. ${HELP[process.platform] ?? ''}`.trim());
}
