/** What can be read below the picture. */
export const DETAIL_TABS = [
	['stages', 'By stage'],
	['kinds', 'By kind'],
	['layers', 'All layers'],
	['conventions', 'Ways of counting'],
	['memory', 'Memory'],
	['roofline', 'Roofline'],
	['training', 'Training'],
	['steps', 'One step'],
	['inside', 'Look inside']
] as const;
export type DetailTab = (typeof DETAIL_TABS)[number][0];
