/** The share of the standard normal distribution beyond `z`, on both sides. */
export function twoSided(z: number): number {
	// Continued fraction far out, series near zero (Abramowitz and Stegun, 26.2.14 and 26.2.10).
	const x = Math.abs(z);
	const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
	if (x > 3) {
		let fraction = x;
		for (let k = 60; k >= 1; k--) fraction = x + k / fraction;
		return (2 * density) / fraction;
	}
	let [term, sum] = [x, x];
	for (let k = 1; k < 60; k++) {
		term *= (x * x) / (2 * k + 1);
		sum += term;
	}
	return 1 - 2 * density * sum;
}

/** The z beyond which, on both sides, lies this share. */
export function normalQuantile(share: number): number {
	let [low, high] = [0, 40];
	for (let step = 0; step < 80; step++) {
		const middle = (low + high) / 2;
		if (twoSided(middle) > share) low = middle;
		else high = middle;
	}
	return (low + high) / 2;
}
