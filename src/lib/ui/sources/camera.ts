/** The camera's pictures, or why there are none, in words for a person. */
export async function startCamera(): Promise<MediaStream | string> {
	// Browsers hide cameras from pages that are not served securely.
	const devices = navigator.mediaDevices as MediaDevices | undefined;
	if (!devices) return 'This browser gives no camera to a page that is not served over https.';
	try {
		return await devices.getUserMedia({ video: { facingMode: 'environment' }, audio: false });
	} catch (error) {
		const name = error instanceof DOMException ? error.name : '';
		if (name === 'NotAllowedError') return 'The browser was not allowed to use the camera.';
		if (name === 'NotFoundError') return 'There is no camera.';
		return `The camera could not be started: ${error instanceof Error ? error.message : String(error)}`;
	}
}

export function stopCamera(stream: MediaStream | null): void {
	for (const track of stream?.getTracks() ?? []) track.stop();
}

/** What a video shows now, as an image file. */
export async function pictureOf(video: HTMLVideoElement): Promise<File> {
	const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
	canvas.getContext('2d')?.drawImage(video, 0, 0);
	return new File([await canvas.convertToBlob()], 'camera.png', { type: 'image/png' });
}
