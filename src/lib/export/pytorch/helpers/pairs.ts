/** Those of windows again, for files that write windows and shifts as pairs: height and width. */
export const pairHelpers: Readonly<Record<string, string>> = {
	shift_windows: `def shift_windows(x, window, shift):
    """Rolls an N x H x W x C map up and left, then pads it until windows divide it."""
    height, width = x.shape[1:3]
    x = torch.roll(x, (-shift[0], -shift[1]), dims=(1, 2))
    return F.pad(x, (0, 0, 0, -width % window[1], 0, -height % window[0]))`,

	unshift_windows: `def unshift_windows(x, before, shift):
    """Undoes shift_windows for a map that was as large as \`before\`."""
    height, width = before.shape[1:3]
    return torch.roll(x[:, :height, :width], shift, dims=(1, 2))`,

	relative_positions: `def relative_positions(window):
    """Row of the bias table for every pair of positions in a window."""
    height, width = window
    y, x = torch.meshgrid(torch.arange(height), torch.arange(width), indexing="ij")
    places = torch.stack([y.flatten(), x.flatten()])
    rows, columns = places[:, :, None] - places[:, None, :]
    return (rows + height - 1) * (2 * width - 1) + columns + width - 1`,

	shift_mask: `def shift_mask(size, window, shift):
    """Keeps apart what a shift brought together from opposite edges: -100 for every such pair."""
    part = torch.zeros(size)
    edges = [
        (slice(n - w), slice(n - w, n - s), slice(n - s, None))
        for n, w, s in zip(size, window, shift)
    ]
    for i, rows in enumerate(edges[0]):
        for j, columns in enumerate(edges[1]):
            part[rows, columns] = 3 * i + j
    part = to_windows(part[None, :, :, None], window).squeeze(-1)[0]
    return -100.0 * (part[:, None, :, None] != part[:, None, None, :])`,

	to_windows: `def to_windows(x, window):
    """N x H x W x C to N x windows x positions x C."""
    n, height, width, c = x.shape
    down, across = window
    x = x.view(n, height // down, down, width // across, across, c)
    return x.transpose(2, 3).reshape(n, -1, down * across, c)`,

	attend_in_windows: `def attend_in_windows(qkv, heads, window, shift, bias_table):
    """Attention in the windows of an N x H x W x 3C map, with a bias for relative positions."""
    n, height, width, _ = qkv.shape
    q, k, v = to_windows(qkv, window).unflatten(-1, (3, heads, -1)).permute(3, 0, 1, 4, 2, 5)
    bias = bias_table[relative_positions(window).to(qkv.device)].permute(2, 0, 1)[None, None]
    if any(shift):
        bias = bias + shift_mask((height, width), window, shift).to(bias)
    x = F.scaled_dot_product_attention(q, k, v, attn_mask=bias).transpose(2, 3).flatten(3)
    down, across = window
    x = x.view(n, height // down, width // across, down, across, -1)
    return x.transpose(2, 3).reshape(n, height, width, -1)`
};
