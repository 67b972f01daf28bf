import { testDepthwise } from './depthwise-kernels.ts';

testDepthwise('one row of 4 outputs', { down: 1, across: 4 }, 3, null);
