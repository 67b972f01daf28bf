import { expect, test } from 'vitest';
import { cameraFailure } from '../../../../src/lib/view/camera/camera.ts';
import {
	NO_FRAMES,
	NO_LINE,
	steady,
	tellFrames,
	tellRate,
	withFrame,
	type Frames,
	type FrameTimes
} from '../../../../src/lib/view/camera/frames.ts';

/** So many frames, one every 50 ms, whose passes take 10 ms and more by one each time. */
function framesOf(count: number) {
	let frames: Frames<FrameTimes> = NO_FRAMES;
	for (let i = 0; i < count; i++)
		frames = withFrame(frames, { at: 50 * i, prepareMs: 4, passMs: 10 + i });
	return frames;
}

test('how fast frames are looked at is told from the second on, with what the medians are of', () => {
	expect(tellFrames(framesOf(1), 'WASM')).toBe('');
	expect(tellFrames(framesOf(5), 'WASM')).toBe(
		'20 frames a second on WASM: a pass takes 12 ms, preparing a frame 4 ms (medians of 5 frames).'
	);
});

test('of frames of which nothing else is known the rate is told', () => {
	expect(tellRate(framesOf(1), 'WASM')).toBe('');
	expect(tellRate(framesOf(100), 'WASM')).toBe(
		'20 frames a second on WASM (over the last 60 of 100 frames).'
	);
});

test('rate and medians are of the last 60 frames, and no more are kept', () => {
	const frames = framesOf(1100);
	expect(frames.last).toHaveLength(60);
	expect(tellFrames(frames, 'WASM')).toContain('a pass takes 1.08 s');
	expect(tellFrames(frames, 'WASM')).toContain('medians of the last 60 of 1,100 frames');
});

test('a line stands for a while, however often there is a new one', () => {
	const first = steady(NO_LINE, 'tench', 100, 1000);
	expect(first).toEqual({ text: 'tench', at: 100 });
	expect(steady(first, 'shark', 900, 1000)).toBe(first);
	expect(steady(first, 'tench', 5000, 1000)).toBe(first);
	expect(steady(first, 'shark', 1100, 1000)).toEqual({ text: 'shark', at: 1100 });
});

test('each way in which there is no camera has its own words, with what to do', () => {
	const names = ['NotAllowedError', 'NotFoundError', 'NotReadableError', 'OverconstrainedError'];
	const failures = [...names, 'AbortError'].map((name) =>
		cameraFailure(new DOMException('broken lens', name))
	);
	expect(new Set(failures.map(({ message }) => message)).size).toBe(5);
	expect(new Set(failures.map(({ advice }) => advice)).size).toBe(5);
	expect(failures.at(-1)?.message).toContain('broken lens');
	expect(failures.every(({ code, advice }) => code === 'camera' && advice !== '')).toBe(true);
});
