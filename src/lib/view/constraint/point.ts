import type { FieldPlace } from '../../count/constraint/elasticity.ts';

/** An attachment that tells which number of the editor the pointer or the focus has met last. */
export const pointing = (onpoint: (place: FieldPlace) => void) => (element: HTMLElement) => {
	function point({ target }: Event) {
		const cell = target instanceof Element ? target.closest<HTMLElement>('[data-field]') : null;
		const { field, stage } = cell?.dataset ?? {};
		if (!cell || field === undefined) return;
		onpoint({
			key: field,
			stage: stage === undefined ? null : Number(stage),
			together: cell.closest('[data-doubling=true]') !== null
		});
	}
	const events = ['focusin', 'pointerover'] as const;
	events.forEach((name) => element.addEventListener(name, point));
	return () => events.forEach((name) => element.removeEventListener(name, point));
};
