/**
 * What pages take at once stands in few chunks: split by who else takes each module, it would be fifty
 * a page, each a request, and small files compress poorly. Of each chunk, the beginnings of the paths
 * of its modules, as patterns.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const AT_ONCE = {
	core: [
		'node_modules/(svelte|@sveltejs|clsx|devalue|d3-array)/',
		// Families other than ConvNets come later.
		'lib/arch/(?!block-text|families/(?!convnet/|common-fields))',
		'lib/count/(conventions/(known|paper|convention|amounts)\\.|design-metrics|totals)',
		'lib/draw/(palette|tooltip)',
		'lib/errors/',
		'lib/json/(kept|parse)',
		'lib/kit/(Dialog|Late|Ruler|Tooltip|clipboard|format|picker|table/Facts)',
		'lib/kit/field/(Choices|Field|Select|option)',
		'lib/runtimes/backends\\.',
		'lib/share/(link|set-link|settings|slices)',
		'lib/state/(dropped|known|measured|read-late|theme)',
		'lib/ui/(KeptNotice|Notices|ProblemItems|address|presets/)',
		'lib/ui/header/(Brand|Mark|Nav|ShareButton|ThemeButton)',
		'lib/view/(file-text|notice)'
	],
	picture: [
		'lib/count/(breakdown|count-metric|counted)',
		'lib/draw/(block|network|path|popover|scale|structure)',
		'lib/kit/(HelpPopover|Popover|Tabs|field/CheckField)',
		'lib/state/(fields|reading|selection)',
		'lib/stats/quantiles',
		'lib/ui/(conventions/ConventionSelect|convention\\.|later|metrics/MetricValue|selection|time-name)',
		'lib/ui/picture/(?!.*(Formula|GroupSums|Inspector|MarkSign|SeenPatch|SmallPicture))',
		'lib/view/(breakdown/shares|compare/kept|features/statistic-text|help/concepts|metrics/shown-metric)',
		'lib/view/picture/(?!sums)'
	],
	// Kit asks ahead for none that late parts take too, where it comes upon those first.
	workspace: [
		'lib/benchmark/(profile|report/format)\\.',
		'lib/checkpoint/(accounting|containers/format-error)\\.',
		'lib/image/preprocessing\\.',
		'lib/state/(panes|run-history|sources|workspace)\\.',
		'lib/ui/(editor/|run/Run(Bar|Introduction|Pending)|timed\\.)',
		'lib/view/(editor/|run/settings-text\\.|sources/(images|source-text)\\.)'
	]
};

/** How the bundler is to divide what some page takes at once. */
export const codeSplitting = {
	groups: [
		// Of late parts too: without it, each of them would hold up the first paint by a file of its own.
		{ name: 'style', test: /\.css$|type=style/ },
		...Object.entries(AT_ONCE).map(([name, places]) => ({
			name,
			tags: [/** @type {const} */ ('$initial')],
			test: new RegExp(places.join('|'))
		}))
	]
};
