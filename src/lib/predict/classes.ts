import { sameShape, sidesOf, sidesText, type OpKind } from '../arch/net.ts';
import { traitsOf } from '../arch/ops.ts';
import { isShifted } from '../arch/ops/attention.ts';
import type { Step } from '../runtimes/plan/plan.ts';
import { rareEpilogue } from './epilogues.ts';
import type { KernelClass, Where } from './kernel-class.ts';
import { concat, gate, slice } from './join-classes.ts';
import { attention, onMaps, plain, rotary, unitHeads } from './other-classes.ts';
import { convolution, linear } from './product-classes.ts';

/** Whether a call reads a map for less than a map, or reads it twice. */
const sums = (kind: OpKind): boolean => {
	const { positions, pools } = traitsOf(kind);
	return positions === 'all' || pools === true;
};

/** The class of a kernel call; `null` where nothing is computed. */
export function classOf(step: Step, where: Where): KernelClass | null {
	const found = byKind(step, where);
	const rare = rareEpilogue(step);
	return found && rare ? { ...found, key: `${found.key}, with ${rare.name}` } : found;
}

function byKind(step: Step, where: Where): KernelClass | null {
	const { op } = step.layer;
	const of = { step, where };
	if (traitsOf(op.kind).view) return null;
	switch (op.kind) {
		case 'linear':
			return linear({ ...of, op });
		case 'conv':
			return convolution({ ...of, op });
		case 'attention':
			return attention({ ...of, op });
		case 'unitHeads':
			return unitHeads({ ...of, op });
		case 'rotary':
			return rotary({ ...of, op });
		case 'maxPool':
			return onMaps({ ...of, op }, `max pool ${sidesText(op.kernel)} / ${op.stride}`, op.stride);
		case 'avgPool':
			return onMaps(
				{ ...of, op },
				`average pool ${sidesText(op.kernel)} / ${op.stride}`,
				op.stride
			);
		case 'blurPool':
			return onMaps({ ...of, op }, `blur / ${op.stride}`, op.stride);
		case 'mergePatches':
			return onMaps({ ...of, op }, 'merge patches', 2);
		case 'shiftWindows':
			return onMaps(
				{ ...of, op },
				isShifted(op) ? 'shift' : 'pad',
				Math.max(...sidesOf(op.window))
			);
		case 'unshiftWindows':
			return onMaps({ ...of, op }, isShifted(op) ? 'shift back' : 'crop', 7, (_, side) => ({
				...op,
				height: side,
				width: side
			}));
		case 'slice':
			return slice({ ...of, op });
		case 'mul':
			return sameShape(step.layer.in, step.layer.others[0] ?? step.layer.in)
				? plain({ ...of, op })
				: gate({ ...of, op });
		case 'concat':
			return concat({ ...of, op });
		default:
			return plain({ ...of, op }, sums(op.kind) ? ['call', 'input', 'channels'] : undefined);
	}
}
