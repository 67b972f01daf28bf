/** Of a number between two whole ones, the even one: Python's `round`. */
export function roundHalfEven(value: number): number {
	const below = Math.floor(value);
	const rest = value - below;
	if (rest !== 0.5) return Math.round(value);
	return below % 2 === 0 ? below : below + 1;
}

/**
 * Channels as the nearest multiple of `divisor`, at least one of it, and no less than `limit` times
 * what was asked for (timm's `make_divisible`).
 */
export function toMultiple(channels: number, divisor = 8, limit = 0.9): number {
	const near = Math.max(divisor, Math.floor((channels + divisor / 2) / divisor) * divisor);
	return near < limit * channels ? near + divisor : near;
}
