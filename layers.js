/**
 * Which part of src/lib may import which; arrows run one way.
 *
 * errors <- workers; stats; offline; json <- names; { errors, json } <- hub; json <- arch <- { count, features, gradients }; count <- { checkpoint, roadmap } <- { draw, export } <- runtimes <- predict <-
 * benchmark, explore and share beside them, and all of it <- { state, kit } <- view <- ui. Routes may import
 * everything.
 * @type {Record<string, string[]>}
 */
const MAY_IMPORT = {
	arch: ['json'],
	errors: [],
	json: [],
	names: ['json'],
	offline: [],
	hub: ['errors', 'json'],
	stats: [],
	workers: ['errors'],
	count: ['arch'],
	roadmap: ['arch', 'count', 'stats'],
	checkpoint: ['arch', 'errors', 'json', 'workers'],
	features: ['arch'],
	gradients: ['arch'],
	image: ['arch', 'checkpoint', 'errors'],
	draw: ['arch', 'count', 'features', 'roadmap'],
	export: ['arch', 'count', 'checkpoint', 'errors', 'workers'],
	explore: ['arch', 'count', 'errors', 'workers'],
	share: ['arch', 'count', 'explore', 'json', 'names', 'roadmap'],
	library: ['arch', 'checkpoint', 'count', 'export', 'json', 'names', 'share'],
	runtimes: ['arch', 'count', 'checkpoint', 'errors', 'export', 'gradients', 'json', 'stats'],
	predict: ['arch', 'count', 'checkpoint', 'errors', 'json', 'runtimes', 'stats'],
	benchmark: [
		'arch',
		'count',
		'checkpoint',
		'errors',
		'features',
		'gradients',
		'image',
		'json',
		'predict',
		'runtimes',
		'stats',
		'workers'
	]
};

const CORE = Object.keys(MAY_IMPORT);

MAY_IMPORT.state = [...CORE];
/** What any page is made of, without knowing what of. */
MAY_IMPORT.kit = [...CORE];
/** What each panel shows, as plain data, and the state that is a panel's own. */
MAY_IMPORT.view = [...CORE, 'kit', 'state'];
MAY_IMPORT.ui = [...CORE, 'kit', 'state', 'view'];

const LAYERS = Object.keys(MAY_IMPORT);

/** Parts that also run in a worker, in Node and in tests: no Svelte, no Kit. */
const PLAIN = CORE;

/** Parts that know no page: figures and text in, figures and text out. */
const PURE = [
	'arch',
	'errors',
	'hub',
	'json',
	'names',
	'stats',
	'count',
	'features',
	'gradients',
	'roadmap',
	'checkpoint',
	'draw',
	'export',
	'explore',
	'share',
	'library',
	'predict'
];

/** Where draw meets the page: gestures, and turning a drawing into a file. */
const PAGE_ADAPTERS = [
	'src/lib/draw/network/zoom.ts',
	'src/lib/draw/chart/brush.ts',
	'src/lib/draw/network/picture-caption.ts',
	'src/lib/draw/network/picture-file.ts',
	'src/lib/draw/network/picture-legend.ts'
];

const TENSORFLOW = {
	regex: '^@tensorflow/',
	message: 'Only src/lib/runtimes runs networks; elsewhere the page would load tfjs to open.'
};

/** Parts that run networks through `runtimes/runtime.ts`, whichever engine there is. */
const SEAM_ONLY = ['predict', 'benchmark'];

const ENGINE = {
	regex: '(^|/)runtimes/(tfjs|webgpu|wasm|onnxruntime)/',
	message: 'This part knows runtimes/runtime.ts, and no engine behind it.'
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
		...(layer === 'runtimes' ? [] : [TENSORFLOW]),
		...(SEAM_ONLY.includes(layer) ? [ENGINE] : []),
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
 * Overrides that keep imports running one way, for ESLint and oxlint alike.
 * @type {{ files: string[], rules: import('eslint').Linter.RulesRecord }[]}
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
	{ files: PAGE_ADAPTERS, rules: rules('draw', false) }
];
