/**
 * Which part of src/lib may import which: arch <- {count, code, share, live, graph} <- state <- ui.
 * Routes may import everything.
 * @type {Record<string, string[]>}
 */
const MAY_IMPORT = {
	arch: [],
	count: ['arch'],
	code: ['arch', 'count'],
	share: ['arch', 'count'],
	graph: ['arch', 'count'],
	live: ['arch'],
	state: ['arch', 'count', 'code', 'share', 'graph', 'live'],
	ui: ['arch', 'count', 'code', 'share', 'graph', 'live', 'state']
};

const LAYERS = Object.keys(MAY_IMPORT);

/** Parts that also run in a worker, in Node and in tests: no Svelte, no Kit. */
const PLAIN = ['arch', 'count', 'code', 'share', 'graph', 'live'];

/** Parts that know no page: figures and text in, figures and text out. */
const PURE = ['arch', 'count', 'code', 'share'];

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

/** @param {string} layer */
function patterns(layer) {
	const allowed = [layer, ...(MAY_IMPORT[layer] ?? [])];
	const outside = [...LAYERS, 'routes'].filter((other) => !allowed.includes(other));
	return [
		...(outside.length > 0
			? [
					{
						regex: `^(\\$lib|\\.\\.?)/(.*/)?(${outside.join('|')})/`,
						message: `${layer} may import only from: ${allowed.join(', ')}.`
					}
				]
			: []),
		...(layer === 'live' ? [] : [TENSORFLOW]),
		...(PLAIN.includes(layer) ? [FRAMEWORK] : []),
		...(PURE.includes(layer) ? [DOM_LIBRARY] : [])
	];
}

/** @param {string} layer */
function paths(layer) {
	if (!PURE.includes(layer)) return [];
	return [{ name: 'd3', importNames: D3_DOM, message: DOM_LIBRARY.message }];
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
		rules: {
			'no-restricted-imports': [
				/** @type {const} */ ('error'),
				{ paths: paths(layer), patterns: patterns(layer) }
			]
		}
	})),
	{
		files: PURE.map((layer) => `src/lib/${layer}/**`),
		rules: { 'no-restricted-globals': ['error', ...DOM_GLOBALS] }
	}
];
