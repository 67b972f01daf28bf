import { flowOf } from '../../arch/flow.ts';
import { layersOf, type Layer } from '../../arch/infer.ts';
import { elements } from '../../arch/ops.ts';
import { layerWeights } from '../../checkpoint/layer-weights.ts';
import { sourceOf } from '../../checkpoint/weight-source.ts';
import { rolledBack, type Attended } from '../../features/attention.ts';
import { isPooling, rolloutLayers } from '../../features/attentions.ts';
import { kernelForm } from '../../runtimes/plan/kernel-form.ts';
import type { Pass } from '../../runtimes/runtime.ts';
import type { Features, InspectRequest } from './inspect.ts';

type Given = Pick<Features, 'shape' | 'values' | 'evidence' | 'attention'>;
/** Of which network and layer. */
type Request = Pick<InspectRequest, 'net' | 'input' | 'weights' | 'path'>;
type Between = () => Promise<void>;

/**
 * A layer of attention, and the path of the one that gives it queries, keys and values; where it pools,
 * that of the one that gives keys and values, and that of the other, with the query.
 */
type Asked = Readonly<{ layer: Layer; packed: string; query: string | null }>;

/** Values that are read back in one pass, at most: larger networks take several passes. */
const MOST_READ = 2 ** 24;

function askedOf({ net, input }: Request, paths: readonly string[]): readonly Asked[] {
	const layers = layersOf(net, input);
	const flow = flowOf(net);
	return paths.map((path) => {
		const at = layers.findIndex((layer) => layer.path === path);
		const from = (flow[at] ?? []).map((value) => layers[value]);
		const [layer, packed] = [layers[at], from.at(-1)];
		if (!layer || !packed) throw new Error(`there is no layer ${path} that takes from another`);
		return { layer, packed: packed.path, query: isPooling(layer) ? (from[0]?.path ?? '') : null };
	});
}

/** What windows add to scores, `[distances, heads]`, as it is or as it follows from what was learned. */
async function tableOf(layer: Layer, { weights }: Request): Promise<Float32Array | null> {
	const values = await layerWeights(sourceOf(weights), layer);
	return kernelForm(layer.op, values).values[0] ?? null;
}

/** As many from the end as one pass reads back, at least one. */
function lastOf(asked: readonly Asked[]): readonly Asked[] {
	let sum = 0;
	const before = asked.findLastIndex(({ layer }, i) => {
		sum += elements(layer.in);
		return sum > MOST_READ && i < asked.length - 1;
	});
	return asked.slice(before + 1);
}

/** What of every token the class token holds after the last of these layers. */
async function rollout(
	pass: Pass,
	asked: readonly Asked[],
	between: Between
): Promise<Float64Array> {
	let given: Float64Array = new Float64Array(asked[0]?.layer.in[0] ?? 0);
	given[0] = 1;
	for (let rest = asked; rest.length > 0;) {
		const some = lastOf(rest);
		rest = rest.slice(0, rest.length - some.length);
		const outputs = await pass.outputsOf(
			some.map(({ packed }) => packed),
			between
		);
		for (const { layer, packed } of some.toReversed()) {
			await between();
			const output = outputs.find(({ path }) => path === packed);
			if (layer.op.kind !== 'attention' || !output) throw new Error(`there is no ${packed}`);
			const attended: Attended = {
				...{ op: layer.op, shape: layer.in, values: output.values, table: null }
			};
			given = rolledBack(given, attended);
		}
	}
	return given;
}

/** What a layer of attention gives, and how it weighs. */
export async function attend(
	pass: Pass,
	request: Request,
	withRollout: boolean,
	between: Between
): Promise<Given> {
	const { path, net, input } = request;
	const [asked] = askedOf(request, [path]);
	if (!asked) throw new Error(`there is no layer ${path}`);
	const { packed, query } = asked;
	const paths = [packed, path, ...(query === null ? [] : [query])];
	const [taken, output, asks] = await pass.outputsOf(paths, between);
	if (!taken || !output) throw new Error(`there is no layer ${path}`);
	const before = withRollout ? rolloutLayers(layersOf(net, input), path) : null;
	const attention = {
		...{ shape: taken.shape.slice(1), values: taken.values },
		table: asks ? null : await tableOf(asked.layer, request),
		pooling: asks ? { query: asks.values, keys: packed } : null,
		rollout: before ? await rollout(pass, askedOf(request, before), between) : null
	};
	return { shape: output.shape.slice(1), values: output.values, evidence: null, attention };
}
