import type { Panes } from '../../state/panes.svelte.ts';
import type { Studio } from '../../state/studio.svelte.ts';
import { DETAIL_TABS, type DetailTab } from '../details/tabs.ts';
import type { Action } from './palette.ts';

/** What the workspace does that is not the design's alone. */
type Commands = Readonly<{
	compare: () => void;
	takeTour: () => void;
	makeLesson: () => void;
	embed: () => void;
	writeLines: () => void;
	openTab: (tab: DetailTab) => void;
	showKeys: () => void;
	about: () => void;
}>;

function foldAction(panes: Panes, pane: 'editor' | 'inspector'): Action {
	const folded = panes.isFolded(pane);
	return {
		label: `${folded ? 'Open' : 'Fold'} the ${pane}`,
		run: () => panes.fold(pane, !folded)
	};
}

/** All that can be done in the workspace, by its name. */
export const workspaceActions = (
	studio: Studio,
	panes: Panes,
	commands: Commands
): readonly Action[] => [
	{ label: 'Undo', note: 'Ctrl+Z', run: studio.undo },
	{ label: 'Redo', note: 'Ctrl+Shift+Z', run: studio.redo },
	{
		label: studio.lesson ? 'Begin the lesson again' : 'Reset to the preset',
		run: () => studio.reset()
	},
	{ label: 'Compare this design with others', run: commands.compare },
	{ label: 'Tour: what a trained network sees', run: commands.takeTour },
	{ label: 'Make a lesson of this design', run: commands.makeLesson },
	{ label: 'Embed this design in a page', run: commands.embed },
	...(studio.keepsBlock ? [] : [{ label: 'Write the blocks as lines', run: commands.writeLines }]),
	...DETAIL_TABS.map(([key, label]) => ({
		label,
		note: 'panel',
		run: () => commands.openTab(key)
	})),
	foldAction(panes, 'editor'),
	foldAction(panes, 'inspector'),
	...(panes.isResized
		? [{ label: 'Give the panes their usual widths', run: () => panes.resetWidth() }]
		: []),
	{ label: 'Keys', note: '?', run: commands.showKeys },
	{ label: 'About', note: 'how it counts, tests, citation', run: commands.about }
];
