import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { examine, presetDesign } from '../../../src/lib/arch/design.ts';
import { livenessOf } from '../../../src/lib/count/liveness.ts';
import { sumLayers } from '../../../src/lib/count/totals.ts';
import { coordinatesOf, gridSize } from '../../../src/lib/explore/dimensions.ts';
import { designAt, digitsOf } from '../../../src/lib/explore/designs.ts';
import { drawDigits, type Draw } from '../../../src/lib/explore/draw.ts';
import { createEvaluator, INVALID, KEPT, keyOf } from '../../../src/lib/explore/evaluate.ts';
import { metricsOf } from '../../../src/lib/count/design-metrics.ts';
import { SPATIAL_METRICS } from '../../../src/lib/count/metrics.ts';
import { createGathering, type Drawn } from '../../../src/lib/explore/gather.ts';
import { createPool } from '../../../src/lib/explore/pool.ts';
import type { Query } from '../../../src/lib/explore/query.ts';
import { readLink } from '../../../src/lib/share/link.ts';
import { printDesign } from '../../../src/lib/share/set-link.ts';
import { readSpace } from '../../../src/lib/share/space-link.ts';
import { anySpace, drawHere, localWorker, queryOf } from '../../spaces.ts';
import { runs } from '../../runs.ts';

const tiny =
	'convnext_atto;depths.each=1..4..1;widths.double=16..40..8;kernels.all=3/5/7;expansions.all=2/4';

const linksOf = ({ digits, coordinates, tally }: Drawn, { space }: Query): readonly string[] =>
	Array.from({ length: tally.kept }, (_, i) =>
		printDesign(
			designAt(
				space.base,
				coordinates,
				digits.subarray(i * coordinates.length, (i + 1) * coordinates.length)
			)
		)
	);

/** Coordinates hold functions, which are equal to none but themselves. */
const plain = ({ tally, digits, metrics, known, complete }: Drawn) => ({
	...{ tally, digits, metrics, complete },
	known: [...known]
});

describe('a sample', () => {
	const sample = (seed: number) => queryOf(`${tiny};n=200;seed=${seed}`);

	it('is the same for the same seed, and another for another', () => {
		const [first, again, other] = [sample(7), sample(7), sample(8)].map((query) =>
			linksOf(drawHere(query), query)
		);
		expect(again).toEqual(first);
		expect(other).not.toEqual(first);
	});

	it('is the same in whatever order and size its chunks arrive', () => {
		const query = queryOf(`${tiny};params=..2;n=150;seed=3`);
		const whole = drawHere(query, 4096);
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 90 }), fc.nat(), (size, salt) => {
				const gathering = createGathering(query);
				const evaluate = createEvaluator(query);
				const chunks = Array.from({ length: Math.ceil(whole.tally.drawn / size) }, (_, i) =>
					evaluate(i * size, size)
				);
				const rank = (at: number) => (Math.imul(at + 1, 2654435761) ^ salt) >>> 0;
				for (const chunk of chunks.sort((a, b) => rank(a.first) - rank(b.first)))
					gathering.add(chunk);
				expect(plain(gathering.read())).toEqual(plain(whole));
			}),
			{ numRuns: runs(12) }
		);
	});

	it('holds no design twice, and every one of them can be computed with these metrics', () => {
		fc.assert(
			fc.property(anySpace(), fc.nat(1000), (space, seed) => {
				const draw: Draw = { kind: 'sample', count: 6, seed };
				const query: Query = { space, limits: {}, draw };
				const gathering = createGathering(query);
				const evaluate = createEvaluator(query);
				for (let first = 0; first < 32 && !gathering.done; first += 16)
					gathering.add(evaluate(first, 16));
				const drawn = gathering.read();
				const { coordinates, digits, metrics, tally } = drawn;
				expect(new Set(linksOf(drawn, query)).size).toBe(tally.kept);
				for (let i = 0; i < tally.kept; i++) {
					const own = digits.subarray(i * coordinates.length, (i + 1) * coordinates.length);
					const design = designAt(space.base, coordinates, own);
					const examined = examine(design);
					if (!examined.ok) throw new Error(printDesign(design));
					const { net, layers } = examined.network;
					const [macs, params, activations, peak] = metrics.subarray(i * SPATIAL_METRICS.length);
					expect({ macs, params, activations }).toEqual(sumLayers(layers));
					expect(peak).toBe(4 * livenessOf(net, layers).peak);
					expect([...(digitsOf(space.base, coordinates, design) ?? [])]).toEqual([...own]);
				}
			}),
			{ numRuns: runs(60) }
		);
	});

	it('refuses exactly what cannot be computed', () => {
		fc.assert(
			fc.property(anySpace(), (space) => {
				const query: Query = { space, limits: {}, draw: { kind: 'sample', count: 9, seed: 1 } };
				const coordinates = coordinatesOf(space);
				const { outcomes } = createEvaluator(query)(0, 8);
				outcomes.forEach((outcome, index) => {
					const digits = new Uint16Array(coordinates.length);
					drawDigits(query.draw, coordinates, index, digits);
					const { ok } = examine(designAt(space.base, coordinates, digits));
					expect(outcome).toBe(ok ? KEPT : INVALID);
				});
			}),
			{ numRuns: runs(60) }
		);
	});

	it('draws every value about equally often', () => {
		const query = queryOf('convnext_atto;kernels.each=3..11..2;n=600;seed=5');
		const { digits, coordinates, tally } = drawHere(query);
		const counts = coordinates.map((_, at) =>
			[0, 1, 2, 3, 4].map(
				(value) =>
					Array.from({ length: tally.kept }, (_, i) => digits[i * coordinates.length + at]).filter(
						(digit) => digit === value
					).length
			)
		);
		// 600 of 625 combinations without repeats: every value nearly 120 times.
		for (const count of counts.flat()) expect(Math.abs(count - 120)).toBeLessThanOrEqual(10);
	});

	it('keeps what is within the limits, and says what turned the others away', () => {
		const query = queryOf(`${tiny};macs=0.1..0.3;params=..1.5;n=100;seed=1`);
		const { tally, metrics } = drawHere(query);
		for (let i = 0; i < tally.kept; i++) {
			const [macs = 0, params = 0] = metrics.subarray(i * SPATIAL_METRICS.length);
			expect(macs).toBeGreaterThanOrEqual(1e8);
			expect(macs).toBeLessThanOrEqual(3e8);
			expect(params).toBeLessThanOrEqual(1.5e6);
		}
		const { drawn, invalid, outside, repeats, kept } = tally;
		expect(kept).toBe(100);
		expect(outside.macs).toBeGreaterThan(0);
		const away = (outside.macs ?? 0) + (outside.params ?? 0);
		expect(invalid + away + repeats + kept).toBe(drawn);
	});

	it('gives up when almost nothing fits', () => {
		const drawn = drawHere(queryOf('vit_tiny_patch16_224;heads=5/7;classes=10;n=10;seed=1'), 1000);
		expect(drawn.tally).toEqual({ drawn: 50000, invalid: 50000, outside: {}, repeats: 0, kept: 0 });
		expect(drawn.complete).toBe(true);
	});
});

describe('a sweep', () => {
	it('has every combination once, in order', () => {
		const query = queryOf('resnet18;depths.1=1/2;kernels.all=3/5/7;norm=batch/none;sweep=on');
		const coordinates = coordinatesOf(query.space);
		expect(gridSize(coordinates)).toBe(12);
		const expected = [0, 1].flatMap((a) =>
			[0, 1, 2].flatMap((b) => [0, 1].map((c) => [a, b, c].join()))
		);
		const { digits, tally } = drawHere(query, 5);
		const found = Array.from({ length: tally.kept }, (_, i) =>
			digits.slice(3 * i, 3 * i + 3).join()
		);
		expect(found).toEqual(expected);
	});

	it('counts designs once that differ in a field that changes nothing', () => {
		const query = queryOf('resnet18;conv=dense/grouped;cardinality=1/2/4/64;sweep=on');
		const { tally } = drawHere(query);
		expect(tally).toMatchObject({ drawn: 8, repeats: 3, kept: 5, invalid: 0 });
	});
});

it('counts what the paper and timm give for ConvNeXt-T', () => {
	const design = presetDesign('convnext_tiny');
	expect(design && metricsOf(design, SPATIAL_METRICS)).toMatchObject({
		...{ blocks: 18, params: 28_589_128, macs: 4_455_531_264 }
	});
});

describe('the pool', () => {
	const query = queryOf(`${tiny};macs=0.05..;n=300;seed=2`);
	const options = () => ({ signal: new AbortController().signal, onprogress: () => {} });

	it('gives the same set with one worker and with several', async () => {
		const sets = await Promise.all(
			[1, 2, 5].map(async (workers) => {
				let turn = 0;
				const pool = createPool(() => localWorker(() => (turn = (turn * 7 + 3) % 5)));
				return pool.draw(query, { ...options(), workers });
			})
		);
		const here = drawHere(query);
		for (const outcome of sets) {
			if (outcome.kind !== 'done') throw new Error(outcome.kind);
			expect(plain(outcome.drawn)).toEqual(plain(here));
		}
	});

	it('keeps what was there when it is cancelled', async () => {
		const pool = createPool(() => localWorker(() => 0));
		const controller = new AbortController();
		const outcome = await pool.draw(query, {
			workers: 2,
			signal: controller.signal,
			onprogress: () => controller.abort()
		});
		if (outcome.kind !== 'cancelled') throw new Error(outcome.kind);
		expect(outcome.drawn.complete).toBe(false);
		expect(outcome.drawn.tally.drawn).toBeLessThanOrEqual(128);
	});

	it('starts a worker again that does not come, says so when it never comes, and starts anew', async () => {
		let broken = Infinity;
		const pool = createPool(() => {
			if (broken-- <= 0) return localWorker(() => 0);
			const listeners: ((event: Event) => void)[] = [];
			return {
				postMessage: () =>
					queueMicrotask(() => listeners.forEach((tell) => tell(new Event('error')))),
				terminate: () => {},
				addEventListener(type: string, listener: (event: never) => void) {
					if (type === 'error') listeners.push(listener as (event: Event) => void);
				}
			};
		});
		vi.useFakeTimers();
		onTestFinished(() => void vi.useRealTimers());
		const asked = pool.draw(query, { ...options(), workers: 2 });
		await vi.runAllTimersAsync();
		expect(await asked).toMatchObject({
			kind: 'failed',
			message: expect.stringContaining('could not be loaded')
		});
		for (broken of [5, 0]) {
			const again = pool.draw(query, { ...options(), workers: 2 });
			await vi.runAllTimersAsync();
			expect(await again).toMatchObject({ kind: 'done' });
			pool.dispose();
		}
	});
});

describe('a space whose lines vary', () => {
	const query = queryOf(
		'custom:convnext_atto&depths=1,1,1,1;blocks.all=add(@ln,dw{3,5},@ln,linear+{2,4}C,{gelu|relu},linear+C,[scale]);sweep=on'
	);
	const drawn = drawHere(query);
	const links = linksOf(drawn, query);

	it('has every line once, as a design whose link a person could have typed', () => {
		expect(drawn.tally).toMatchObject({ drawn: 32, kept: 32, invalid: 0 });
		expect(new Set(links).size).toBe(32);
		expect(links[0]).toBe(
			'custom:convnext_atto&depths=1,1,1,1&blocks=add(ln,dw3,linear+2C,gelu,linear+C,scale)'
		);
	});

	it('counts each as the design that its link opens, and knows it again', () => {
		links.forEach((link, i) => {
			const { design, problems } = readLink(link, []);
			expect(problems).toEqual([]);
			const metrics = metricsOf(design, ['macs', 'params']);
			expect(metrics?.macs).toBe(drawn.metrics[i * SPATIAL_METRICS.length]);
			const digits = digitsOf(query.space.base, drawn.coordinates, design);
			expect(digits && drawn.known.get(keyOf(digits))).toBe(i);
		});
	});

	it('lets each stage choose by itself, or one alone', () => {
		const each = queryOf('custom:convnext_atto;blocks.each=add(dw{3,5});n=5;seed=1');
		expect(coordinatesOf(each.space).map(({ label }) => label)).toEqual([
			...['block 1: dw', 'block 2: dw', 'block 3: dw', 'block 4: dw']
		]);
		const alone = queryOf('custom:convnext_atto;blocks.2=add(dw{3,5});sweep=on');
		const set = drawHere(alone);
		const blocks = linksOf(set, alone).map((link) => link.split('blocks=')[1]?.split('~'));
		expect(blocks.map((lines) => lines?.[1])).toEqual(['add(dw3)', 'add(dw5)']);
		expect(blocks.every((lines) => lines?.[0] === lines?.[2])).toBe(true);
	});

	it('says in its link where a line is at fault', () => {
		const { problems } = readSpace('custom:convnext_atto;blocks.all=add(dw{3,4x})');
		expect(problems).toEqual([
			{ field: 'blocks', message: expect.stringMatching(/^blocks: at character 10: “4x” is/) }
		]);
	});
});
