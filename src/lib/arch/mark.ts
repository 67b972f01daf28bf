/** Shapes by which designs are told apart on a chart. */
export type MarkShape =
	| 'circle'
	| 'diamond'
	| 'star'
	| 'square'
	| 'cross'
	| 'triangle'
	| 'triangle down'
	| 'wye'
	| 'pentagon'
	| 'pentagon down'
	| 'bar'
	| 'pillar'
	| 'hexagon'
	| 'hourglass'
	| 'bow'
	| 'chevron';

/** How designs are marked on a chart: by shape and by hue (one for each theme, as hex), so that neither stands alone. */
export type Mark = Readonly<{ shape: MarkShape; light: string; dark: string }>;
