/**
 * Waits for work on a device, and fails as soon as the device is lost, with that as the reason.
 *
 * @param lost rejects when the device is lost
 */
export async function guardDeviceLoss<T>(lost: Promise<never>, work: Promise<T>): Promise<T> {
	try {
		return await Promise.race([work, lost]);
	} catch (error) {
		// A read-back may fail a moment before the loss itself is reported.
		if (error instanceof DOMException && error.name === 'AbortError') await lost;
		throw error;
	}
}
