import { join, type Op, type Shape } from '../net.ts';
import { weightsOf } from '../ops.ts';
import { LineError, type Item } from './item.ts';

/** Names that are taken in a line, each of which stands for one thing. */
export type Claims = Readonly<{
	/** @throws LineError where the path is taken */
	claim: (path: string, item: Item) => void;
	/**
	 * No two weights have one name, though some stand beside their operation.
	 *
	 * @throws LineError where one is taken
	 */
	claimWeights: (op: Op, x: Shape, path: string, item: Item) => void;
}>;

export function createClaims(): Claims {
	const paths = new Set<string>();
	const weights = new Set<string>();
	return {
		claim(path, item) {
			if (paths.has(path))
				throw new LineError(
					item.at,
					`${path === '' ? 'two things without a name' : `the name ${path} is there twice`}; permitted: a name of its own before it, as in other:${item.word}`
				);
			paths.add(path);
		},
		claimWeights(op, x, path, item) {
			for (const { name } of weightsOf(op, x)) {
				const weight = join(path, name);
				if (weights.has(weight))
					throw new LineError(
						item.at,
						`the weight ${weight} is there twice; permitted: a group of its own with a name, as in other:(${item.word})`
					);
				weights.add(weight);
			}
		}
	};
}
