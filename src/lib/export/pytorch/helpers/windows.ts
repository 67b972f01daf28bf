/** Windows with shifts by axis, their biases and masks. */
export const windowHelpers: Readonly<Record<string, string>> = {
	shift_windows: `def shift_windows(x, window, shift):
    """Rolls an N x H x W x C map up and left, then pads it until windows divide it."""
    height, width = x.shape[1:3]
    x = torch.roll(x, (-shift, -shift), dims=(1, 2))
    return F.pad(x, (0, 0, 0, -width % window, 0, -height % window))`,

	unshift_windows: `def unshift_windows(x, before, shift):
    """Undoes shift_windows for a map that was as large as \`before\`."""
    height, width = before.shape[1:3]
    return torch.roll(x[:, :height, :width], (shift, shift), dims=(1, 2))`,

	relative_positions: `def relative_positions(window):
    """Row of the bias table for every pair of positions in a window."""
    y, x = torch.meshgrid(torch.arange(window), torch.arange(window), indexing="ij")
    places = torch.stack([y.flatten(), x.flatten()])
    rows, columns = places[:, :, None] - places[:, None, :] + window - 1
    return rows * (2 * window - 1) + columns`,

	shift_mask: `def shift_mask(height, width, window, shift):
    """Keeps apart what a shift brought together from opposite edges: -100 for every such pair."""
    part = torch.zeros(height, width)
    edges = (slice(-window), slice(-window, -shift), slice(-shift, None))
    for i, rows in enumerate(edges):
        for j, columns in enumerate(edges):
            part[rows, columns] = 3 * i + j
    part = to_windows(part[None, :, :, None], window).squeeze(-1)[0]
    return -100.0 * (part[:, None, :, None] != part[:, None, None, :])`,

	to_windows: `def to_windows(x, window):
    """N x H x W x C to N x windows x positions x C."""
    n, height, width, c = x.shape
    x = x.view(n, height // window, window, width // window, window, c)
    return x.transpose(2, 3).reshape(n, -1, window * window, c)`,

	attend_in_windows: `def attend_in_windows(qkv, heads, window, shift, bias_table):
    """Attention in the windows of an N x H x W x 3C map, with a bias for relative positions."""
    n, height, width, _ = qkv.shape
    q, k, v = to_windows(qkv, window).unflatten(-1, (3, heads, -1)).permute(3, 0, 1, 4, 2, 5)
    bias = bias_table[relative_positions(window).to(qkv.device)].permute(2, 0, 1)[None, None]
    if shift > 0:
        bias = bias + shift_mask(height, width, window, shift).to(bias)
    x = F.scaled_dot_product_attention(q, k, v, attn_mask=bias).transpose(2, 3).flatten(3)
    x = x.view(n, height // window, width // window, window, window, -1)
    return x.transpose(2, 3).reshape(n, height, width, -1)`,

	project: `def project(x, qkv, q_bias, v_bias):
    """Queries, keys and values side by side; keys have no bias."""
    return F.linear(x, qkv.weight, torch.cat([q_bias, torch.zeros_like(q_bias), v_bias]))`,

	unit_heads: `def unit_heads(qkv, heads, logit_scale):
    """Each head's query and key at unit length, and queries scaled (Swin V2, arXiv 2111.09883).

    Queries are longer by the square root that attention divides by.
    """
    q, k, v = qkv.unflatten(-1, (3, heads, -1)).unbind(-3)
    scale = logit_scale.clamp(max=4.605170185988092).exp().flatten(1) * q.shape[-1] ** 0.5
    q, k = F.normalize(q, dim=-1) * scale, F.normalize(k, dim=-1)
    return torch.stack([q, k, v], dim=-3).flatten(-3)`,

	continuous_bias: `def continuous_bias(mlp, window, trained):
    """The bias of every distance in a window, which an MLP makes of its logarithm (Swin V2)."""
    sides = window if isinstance(window, tuple) else (window, window)
    steps = [8 * torch.arange(1.0 - side, side) / ((trained or side) - 1) for side in sides]
    steps = [step.sign() * torch.log2(step.abs() + 1) / 3 for step in steps]
    places = torch.stack(torch.meshgrid(*steps, indexing="ij"), dim=-1).flatten(0, 1)
    return 16 * torch.sigmoid(mlp(places.to(mlp[0].weight)))`,

	merge_patches: `def merge_patches(x):
    """2 x 2 positions side by side in the channels, columns first; odd maps are padded."""
    x = F.pad(x, (0, 0, 0, x.shape[2] % 2, 0, x.shape[1] % 2))
    n, height, width, c = x.shape
    x = x.view(n, height // 2, 2, width // 2, 2, c)
    return x.permute(0, 1, 3, 4, 2, 5).flatten(3)`
};
