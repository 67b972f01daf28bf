/**
 * Which part of src/lib may import which: arch <- count <- {code, share, graph} <- state <- ui,
 * with live between code and state, since the worker reads checkpoints, and explore between count and
 * share, since a link holds a space of designs.
 * Routes may import everything.
 * @type {Record<string, string[]>}
 */
const MAY_IMPORT = {
	arch: [],
	count: ['arch'],
	code: ['arch', 'count'],
	explore: ['arch', 'count'],
	share: ['arch', 'count', 'explore'],
	graph: ['arch', 'count'],
	live: ['arch', 'count', 'code'],
	state: ['arch', 'count', 'code', 'explore', 'share', 'graph', 'live'],
	ui: ['arch', 'count', 'code', 'explore', 'share', 'graph', 'live', 'state']
};

const LAYERS = Object.keys(MAY_IMPORT);

/** Parts that also run in a worker, in Node and in tests: no Svelte, no Kit. */
const PLAIN = ['arch', 'count', 'code', 'explore', 'share', 'graph', 'live'];

/** Parts that know no page: figures and text in, figures and text out. */
const PURE = ['arch', 'count', 'code', 'explore', 'share', 'graph'];

/** Where graph meets the page: gestures, and turning a drawing into a file. */
const PAGE_ADAPTERS = [
	'src/lib/graph/zoom.ts',
	'src/lib/graph/brush.ts',
	'src/lib/graph/picture.ts'
];

const TENSORFLOW = {
	regex: '^@tensorflow/',
	message: 'Only src/lib/live runs networks; elsewhere the page would load tfjs to open.'
};

const FRAMEWORK = {
	regex: '^(svelte|\\$app|\\$env|@sveltejs)(/|$)|\\.svelte(\\.(js|ts))?$',
	message: 'This part must run without Svelte.'
};

const DOM_LIBRARY = {
	regex: '^d3-(axis|brush|drag|selection|transition|zoom)$',
	message: 'This part must run without a page.'
};

const DOM_GLOBALS = ['document', 'window', 'navigator', 'localStorage'];

const D3_DOM = ['select', 'selectAll', 'create', 'zoom', 'drag', 'brush', 'transition'];

/**
 * @param {string} layer
 * @param {boolean} pure
 * @returns {import('eslint').Linter.RulesRecord}
 */
function rules(layer, pure) {
	const allowed = [layer, ...(MAY_IMPORT[layer] ?? [])];
	const outside = [...LAYERS, 'routes'].filter((other) => !allowed.includes(other));
	const arrows = {
		regex: `^(\\$lib|\\.\\.?)/(.*/)?(${outside.join('|')})/`,
		message: `${layer} may import only from: ${allowed.join(', ')}.`
	};
	const patterns = [
		arrows,
		...(layer === 'live' ? [] : [TENSORFLOW]),
		...(PLAIN.includes(layer) ? [FRAMEWORK] : []),
		...(pure ? [DOM_LIBRARY] : [])
	];
	const paths = pure ? [{ name: 'd3', importNames: D3_DOM, message: DOM_LIBRARY.message }] : [];
	return {
		'no-restricted-imports': ['error', { paths, patterns }],
		'no-restricted-globals': pure ? ['error', ...DOM_GLOBALS] : 'off'
	};
}

/**
 * ESLint configuration that keeps imports running one way.
 * @type {import('eslint').Linter.Config[]}
 */
export default [
	{
		files: ['src/**'],
		rules: { 'no-restricted-imports': ['error', { patterns: [TENSORFLOW] }] }
	},
	...LAYERS.map((layer) => ({
		files: [`src/lib/${layer}/**`],
		rules: rules(layer, PURE.includes(layer))
	})),
	{ files: PAGE_ADAPTERS, rules: rules('graph', false) }
];
