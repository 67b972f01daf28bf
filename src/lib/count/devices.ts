/** What a device can do at best. */
export type Device = Readonly<{
	id: string;
	label: string;
	/** Floating-point operations a second, two to a multiply-accumulate; dense, without sparsity. */
	flops: Readonly<{ fp32: number; fp16: number }>;
	/** Bytes a second to and from its memory. */
	bandwidth: number;
	/** Where the peaks stand, and which of several they are. */
	source: string;
	/** Missing where they were measured here. */
	url?: string;
}>;

const A100: Device = {
	id: 'a100',
	label: 'NVIDIA A100 80 GB (SXM)',
	flops: { fp32: 19.5e12, fp16: 312e12 },
	bandwidth: 2039e9,
	source: 'NVIDIA A100 Tensor Core GPU datasheet: FP32 (not TF32), and FP16 Tensor Core, dense.',
	url: 'https://www.nvidia.com/content/dam/en-zz/Solutions/Data-Center/a100/pdf/nvidia-a100-datasheet-us-nvidia-1758950-r4-web.pdf'
};

/** Shown until another is chosen: the paper's own device. */
export const FIRST_DEVICE = A100;

/** Devices from small to large. `fp16` is a matrix unit's rate with 32-bit sums where there is one. */
export const devices: readonly Device[] = [
	{
		id: 'phone',
		label: 'Phone (Pixel 6, Mali-G78 MP20)',
		// 20 cores at 848 MHz; 64 FP32 or 128 FP16 operations a clock and core.
		flops: { fp32: 20 * 64 * 848e6, fp16: 20 * 128 * 848e6 },
		// LPDDR5, four 16-bit channels at 3200 MHz.
		bandwidth: 51.2e9,
		source:
			'Operations a clock: Arm Mali GPU Datasheet 2021. Cores, clock and memory, which the maker does not state: AnandTech, Google’s Tensor inside of Pixel 6 (2021).',
		url: 'https://developer.arm.com/documentation/102849/latest'
	},
	{
		id: 'laptop',
		label: 'Laptop (Apple M1, 8-core GPU)',
		// Apple states one rate; fp16 is taken to be no faster.
		flops: { fp32: 2.6e12, fp16: 2.6e12 },
		// LPDDR4X-4266 on 128 bits. Apple: M2's 100 GB/s are half as much again.
		bandwidth: 68.3e9,
		source:
			'Apple unleashes M1 (newsroom, 10 November 2020): 2.6 teraflops. Memory by its type and width.',
		url: 'https://www.apple.com/newsroom/2020/11/apple-unleashes-m1/'
	},
	{
		id: 'rtx4090',
		label: 'NVIDIA RTX 4090',
		flops: { fp32: 82.6e12, fp16: 165.2e12 },
		bandwidth: 1008e9,
		source:
			'NVIDIA Ada GPU Architecture whitepaper, appendix A: peak FP32, and peak FP16 Tensor with FP32 accumulate, dense.',
		url: 'https://images.nvidia.com/aem-dam/Solutions/geforce/ada/nvidia-ada-gpu-architecture.pdf'
	},
	A100,
	{
		id: 'h100',
		label: 'NVIDIA H100 (SXM)',
		// The datasheet prints 1,979 TFLOPS with sparsity.
		flops: { fp32: 67e12, fp16: 1979e12 / 2 },
		bandwidth: 3350e9,
		source:
			'NVIDIA H100 Tensor Core GPU datasheet: FP32 (not TF32), and FP16 Tensor Core, half the figure with sparsity.',
		url: 'https://resources.nvidia.com/en-us-gpu-resources/h100-datasheet-24306'
	}
];
