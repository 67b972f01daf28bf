import { LiveError, type Failure } from '../../errors/failure.ts';

/** A camera that can be chosen. */
export type CameraChoice = Readonly<{ id: string; label: string }>;

const problem = (message: string, advice: string): Failure => ({ code: 'camera', message, advice });

const HIDDEN = problem(
	'This browser gives no camera to a page that is not served over https.',
	'Open the page over https, or from this machine as localhost.'
);
const NOT_OFFERED = problem('This browser gives pages no camera.', 'Choose an image file.');

/** A camera that gave pictures and ended. */
export const UNPLUGGED = problem(
	'The camera is gone: it was unplugged, or the page is no longer allowed to use it.',
	'Connect it or allow it again, then start again.'
);

const PROBLEMS: Readonly<Record<string, Failure>> = {
	NotAllowedError: problem(
		'The page is not allowed to use the camera.',
		'Allow it beside the page’s address, and in the system’s settings of privacy, then start again.'
	),
	NotFoundError: problem(
		'There is no camera.',
		'Connect one and start again, or choose an image file.'
	),
	NotReadableError: problem(
		'The camera gives no picture: another program may be using it.',
		'Close what uses it, then start again.'
	),
	OverconstrainedError: problem(
		'The chosen camera is no longer there.',
		'Choose another one, or connect it and start again.'
	)
};

/** Why there is no camera, for whatever the browser threw. */
export function cameraFailure(error: unknown): Failure {
	const name = error instanceof Error ? error.name : '';
	const why = error instanceof Error ? error.message : String(error);
	return (
		PROBLEMS[name] ??
		problem(`The camera could not be started: ${why}`, 'Try again, or choose an image file.')
	);
}

/** Browsers hide cameras from pages that are not served securely; some have none to give. */
const mediaDevices = (): MediaDevices | undefined =>
	navigator.mediaDevices as MediaDevices | undefined;

/** Networks look at little more than 200 px: larger frames would only take longer to cut. */
const SIZE = { width: { ideal: 640 }, height: { ideal: 480 } } as const;

/**
 * Starts a camera.
 *
 * @param id which; `null` takes one that looks away from the person, where there is a choice
 * @throws LiveError
 */
export async function startCamera(id: string | null): Promise<MediaStream> {
	const devices = mediaDevices();
	if (!devices) {
		const { code, message, advice } = isSecureContext ? NOT_OFFERED : HIDDEN;
		throw new LiveError(code, message, advice);
	}
	const which = id === null ? { facingMode: 'environment' } : { deviceId: { exact: id } };
	try {
		return await devices.getUserMedia({ video: { ...which, ...SIZE }, audio: false });
	} catch (error) {
		const { code, message, advice } = cameraFailure(error);
		throw new LiveError(code, message, advice);
	}
}

/** Its light goes out with the last of its tracks. */
export function stopCamera(stream: MediaStream | null): void {
	for (const track of stream?.getTracks() ?? []) track.stop();
}

/** The cameras there are, by names that browsers tell once one of them is permitted. */
export async function camerasHere(): Promise<readonly CameraChoice[]> {
	const devices =
		(await mediaDevices()
			?.enumerateDevices()
			.catch(() => [])) ?? [];
	return devices
		.filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
		.map(({ deviceId, label }, i) => ({ id: deviceId, label: label || `camera ${i + 1}` }));
}

/** Which camera a stream is of. */
export const cameraOf = (stream: MediaStream): string | null =>
	stream.getVideoTracks()[0]?.getSettings().deviceId ?? null;

/** Waits until a video shows something new. */
async function nextPainted(video: HTMLVideoElement): Promise<void> {
	do
		await new Promise<void>((resolve) => {
			if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(() => resolve());
			// Some browsers do not tell frames: what shows next is taken.
			else requestAnimationFrame(() => resolve());
		});
	while (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA);
}

/** A browser that is short of memory, or has just switched cameras, loses a frame now and then. */
const MOST_LOST = 20;

/** Waits for the next frame that a video shows, whatever came before. @throws LiveError */
export async function nextFrame(video: HTMLVideoElement): Promise<ImageBitmap> {
	for (let lost = 0; lost < MOST_LOST; lost++) {
		await nextPainted(video);
		const frame = await createImageBitmap(video).catch(() => null);
		if (frame) return frame;
	}
	throw new LiveError(
		'camera',
		'The camera’s pictures cannot be read: the browser gives none of them to the page.',
		'Close other tabs and programs that need much memory, then start again.'
	);
}

/**
 * What a video shows next, as an image file.
 *
 * @throws LiveError
 */
export async function pictureOf(video: HTMLVideoElement): Promise<File> {
	const bitmap = await nextFrame(video);
	const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
	canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
	bitmap.close();
	return new File([await canvas.convertToBlob()], 'camera.png', { type: 'image/png' });
}
