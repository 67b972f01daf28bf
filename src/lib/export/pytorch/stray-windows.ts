import { present, type Part, type Statement } from './statements.ts';
import { Unreadable } from './unreadable.ts';

const isUnshift = (step: Statement): boolean =>
	step.kind === 'op' && step.op.kind === 'unshiftWindows';

/** A map gets back the size of the shortcut beside it: without one, or with another, it cannot. @throws Unreadable */
export function refuseStray(parts: readonly Part[]): void {
	const visit = ({ steps }: Part, inBranch: boolean): boolean =>
		steps.some(
			(step) =>
				(isUnshift(step) && !inBranch) ||
				(step.kind === 'parallel' &&
					present(step.branches).some(({ name, part }) => {
						const sized = part.steps.every(
							(inner) =>
								inner.kind !== 'op' ||
								inner.op.kind !== 'unshiftWindows' ||
								(inner.op.height === part.in[0] && inner.op.width === part.in[1])
						);
						return !sized || (name === '' && visit(part, true));
					}))
		);
	if (parts.some((part) => visit(part, false))) throw new Unreadable('windows have no shortcut');
}
