import { attention } from './attention';
import { depthwise } from './depthwise';
import { byLength, channelLengths } from './grn';
import { groupNorm } from './groups';
import { rotary, unitHeads } from './heads';
import { meanOf } from './means';
import { copy, gate, merge, pieces, roll } from './moves';
import { pool } from './pools';
import { product } from './product';
import { rowNorm } from './rows';
import { rowNormBack } from './rows-back';
import { slopeOf } from './slopes';
import { winograd } from './winograd';

/**
 * Runs one job of a kernel.
 *
 * @param kernel its place among `KERNELS` in `words.ts`
 * @param args address of what it is called with
 * @param scratch address of memory of this thread alone
 */
export function run(kernel: i32, args: usize, job: usize, scratch: usize): void {
	switch (kernel) {
		case 0:
			return product(args, job, scratch);
		case 1:
			return depthwise(args, job);
		case 2:
			return rowNorm(args, job);
		case 3:
			return groupNorm(args, job);
		case 4:
			return channelLengths(args, job);
		case 5:
			return byLength(args, job, scratch);
		case 6:
			return attention(args, job, scratch);
		case 7:
			return pool(args, job);
		case 8:
			return meanOf(args, job);
		case 9:
			return copy(args, job);
		case 10:
			return gate(args, job);
		case 11:
			return pieces(args, job);
		case 12:
			return roll(args, job);
		case 13:
			return merge(args, job);
		case 14:
			return slopeOf(args, job);
		case 15:
			return rowNormBack(args, job);
		case 16:
			return winograd(args, job, scratch);
		case 17:
			return unitHeads(args, job);
		case 18:
			return rotary(args, job);
		default:
			unreachable();
	}
}
