import { sameShape } from '../net.ts';
import { elementwise, ShapeMismatch, type OpRule } from './rule.ts';

export const add: OpRule<'add'> = {
	...elementwise('add', 'add', 'add', { positions: 'own', join: true }),
	shape(_op, x, others) {
		for (const other of others)
			if (!sameShape(x, other))
				throw new ShapeMismatch('map', `cannot add ${x.join(' × ')} to ${other.join(' × ')}`);
		return x;
	}
};
