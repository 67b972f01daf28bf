import fc from 'fast-check';
import { testDepthwise } from './depthwise-kernels.ts';

testDepthwise(
	'one row of 4 outputs',
	{ down: 1, across: 4 },
	3,
	fc.constantFrom(1, 3, 5, 7, 9, 15),
	null
);
