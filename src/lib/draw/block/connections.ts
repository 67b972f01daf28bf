/** What connects `channels` inputs, above, to as many outputs, below: one shape for each group. */
export function connections(
	channels: number,
	groups: number,
	width: number,
	height: number
): readonly string[] {
	const step = width / groups;
	const inset = Math.min(1.5, step * 0.12);
	return Array.from({ length: groups }, (_, group) => {
		const [left, right] = [group * step + inset, (group + 1) * step - inset];
		// A channel alone is a line, not an area.
		if (groups === channels) return `M${(left + right) / 2},0V${height}`;
		return `M${left},0H${right}V${height}H${left}ZM${left},0L${right},${height}M${right},0L${left},${height}`;
	});
}

/** The windows of a stem over the corner of an image: kernel and stride, in pixels. */
export function windowsOver(
	side: number,
	kernel: number,
	stride: number,
	padding: number
): readonly Readonly<{ x: number; y: number; side: number }>[] {
	const starts: number[] = [];
	for (let at = -padding; at + kernel - padding <= side && starts.length < 4; at += stride)
		starts.push(at);
	return starts.flatMap((y) => starts.map((x) => ({ x, y, side: kernel })));
}
