import type { Network } from '../../arch/design.ts';
import type { ConvNetConfig } from '../../arch/families/convnet/config.ts';
import { LANDMARKS, PRINTED_IN } from '../../roadmap/paper.ts';
import { REGIME_LABELS, type Regime } from '../../roadmap/steps.ts';
import type { Kind } from '../../arch/ops.ts';
import { sharesByKind, sharesBySection } from '../../count/breakdown.ts';
import type { RoadmapRow } from '../../roadmap/costs.ts';
import { longerSide } from '../../count/receptive-field/pooled.ts';
import { receptiveFieldsOf } from '../../count/receptive-field/receptive-field.ts';
import { sumLayers, type Totals } from '../../count/totals.ts';
import { blocksPerStage } from '../../draw/block/views.ts';
import { isBeside, sectionsOf } from '../../draw/structure.ts';

/** A network as sentences speak of it: every number they need, read from the tree. */
export type Side = Readonly<{
	config: ConvNetConfig;
	totals: Totals;
	/** Sums over the layers of a kind. */
	of: (kind: Kind) => Totals & Readonly<{ layers: number }>;
	/** Sums over a section. */
	section: (role: 'stem' | 'head' | number) => Totals;
	/** MACs of all projections on shortcuts. */
	projections: number;
	depths: readonly number[];
	blocks: number;
	/** Widest channels inside a block of stage 1, and those that it hands on. */
	inside: number;
	outside: number;
	/** Side of the receptive field at the end, px. */
	field: number;
}>;

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

function sideOf({ net, layers }: Network, config: ConvNetConfig): Side {
	const sections = sectionsOf(layers);
	const kinds = sharesByKind(layers);
	const shares = sharesBySection(layers);
	const first = sections.find(({ ordinal }) => ordinal === 1)?.parts.at(-1);
	const own = layers.slice(first?.first, first?.end);
	const channels = own.filter(({ macs }) => macs > 0).map(({ out }) => out.at(-1) ?? 0);
	const depths = blocksPerStage(layers);
	return {
		config,
		totals: sumLayers(layers),
		of(kind) {
			const share = kinds.find(({ key }) => key === kind);
			const members = share?.layers ?? [];
			return { ...sumLayers(members), layers: members.length };
		},
		section(role) {
			const found = sections.find((section) => section.role === role || section.ordinal === role);
			const { params, macs, activations } = shares.find(({ key }) => key === found?.id) ?? {
				...sumLayers([])
			};
			return { params, macs, activations };
		},
		projections: sum(layers.filter(isBeside).map(({ macs }) => macs)),
		depths,
		blocks: sum(depths),
		inside: Math.max(...channels),
		outside: own.at(-1)?.out.at(-1) ?? 0,
		field: Math.max(...receptiveFieldsOf(net, layers).map(({ size }) => longerSide(size) ?? 0))
	};
}

/** All that a step's text is computed from. */
export type Facts = Readonly<{
	regime: Regime;
	start: string;
	rival: string;
	table: string;
	rows: readonly RoadmapRow[];
	row: RoadmapRow;
	before: RoadmapRow;
	now: Side;
	was: Side;
	landmarks: (typeof LANDMARKS)[Regime];
}>;

/** The facts of a step: its network beside the one it is a patch of. */
export function factsOf(
	regime: Regime,
	rows: readonly RoadmapRow[],
	row: RoadmapRow,
	now: Network,
	was: Network
): Facts {
	const before = rows[row.before] ?? row;
	return {
		regime,
		...REGIME_LABELS[regime],
		table: PRINTED_IN[regime],
		rows,
		row,
		before,
		now: sideOf(now, row.config),
		was: sideOf(was, before.config),
		landmarks: LANDMARKS[regime]
	};
}

/** How many layers of a kind a block has, from the whole network. */
export const perBlock = (side: Side, kind: Kind): number =>
	Math.round(side.of(kind).layers / side.blocks);
