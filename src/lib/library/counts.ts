/** Lengths of the axes: `[height, width, channels]`, `[tokens, channels]` or `[channels]`; no batch. */
export type Shape = readonly number[];

/** A weight of a layer. */
export type Weight = Readonly<{
	/** timm's, as in its `state_dict`. */
	name: string;
	/** In PyTorch's order. */
	shape: Shape;
}>;

/** What a part of a network costs for one image. All are exact integers. */
export type Totals = Readonly<{
	/** Trainable parameters. */
	params: number;
	/** Multiply-accumulates of convolutions, linear layers and attention's two products. */
	macs: number;
	/** 2 × MACs. */
	flops: number;
	/** Output elements of convolutions and linear layers. */
	activations: number;
}>;

/** An operation at its place in the network. */
export type Layer = Totals &
	Readonly<{
		/** timm's module path. */
		path: string;
		/** In words, such as `7 × 7 depthwise conv`. */
		operation: string;
		/** PyTorch's or timm's class. */
		module: string;
		/** Path of the stem, stage or head that holds it. */
		section: string;
		/** Path of the block that holds it, if one does. */
		block: string | null;
		input: Shape;
		output: Shape;
		weights: readonly Weight[];
	}>;

/** What a network costs for one image, and its layers in order of computation. */
export type Count = Totals &
	Readonly<{
		/** Bytes of all weights in float32, running statistics included. */
		weightBytes: number;
		/** Bytes of activations alive at the worst moment of a forward pass, in float32. */
		peakActivationBytes: number;
		/** Side in pixels of what a unit sees before the head pools; `Infinity` where it sees everything. */
		receptiveField: number;
		layers: readonly Layer[];
	}>;

/** How a tool counts. */
export type Convention = Readonly<{
	id: string;
	label: string;
	/** Whatever the tool itself calls it. */
	unit: 'MACs' | 'FLOPs' | 'mult-adds';
	/** The rule in a sentence. */
	summary: string;
	/** Where the rule was read. */
	source: string;
	/** What the tool is known to miss or miscount. */
	notes: readonly string[];
}>;

/** What a tool prints for a network, for one image. All are exact integers. */
export type ToolCount = Readonly<{
	total: number;
	unit: Convention['unit'];
	/** The parameters that the tool finds. */
	params: number;
	/** What the total is made of, in the tool's unit. */
	terms: readonly Readonly<{ label: string; amount: number }>[];
	/** By layer, in the order of `count`'s layers; they add up to the total. */
	layers: readonly number[];
}>;
