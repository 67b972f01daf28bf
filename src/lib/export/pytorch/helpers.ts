/** What an exported file defines besides its own classes, where it uses the name. */
const torchHelpers: Readonly<Record<string, string>> = {
	LayerNorm2d: `class LayerNorm2d(nn.LayerNorm):
    """LayerNorm over the channels of an N x C x H x W map."""

    def forward(self, x):
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)`,

	RMSNorm2d: `class RMSNorm2d(nn.RMSNorm):
    """RMSNorm over the channels of an N x C x H x W map."""

    def forward(self, x):
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)`,

	SimpleNorm: `class SimpleNorm(nn.Module):
    """The channels of each position over their standard deviation, without a centre."""

    def __init__(self, dim, eps=1e-6, channels_first=False):
        super().__init__()
        self.eps, self.channels_first = eps, channels_first
        self.weight = nn.Parameter(torch.ones(dim))

    def forward(self, x):
        axis, shape = (1, (-1, 1, 1)) if self.channels_first else (-1, (-1,))
        scale = torch.rsqrt(x.var(dim=axis, keepdim=True) + self.eps)
        return x * scale * self.weight.view(shape)`,

	GroupNormNoBias: `class GroupNormNoBias(nn.GroupNorm):
    """GroupNorm with factors and no summands."""

    def __init__(self, groups, dim, eps=1e-5):
        super().__init__(groups, dim, eps=eps)
        self.bias = None`,

	GlobalResponseNorm: `class GlobalResponseNorm(nn.Module):
    """Global response normalization (ConvNeXt V2, arXiv 2301.00808)."""

    def __init__(self, dim, eps=1e-6, channels_first=False):
        super().__init__()
        self.eps, self.channels_first = eps, channels_first
        self.weight = nn.Parameter(torch.zeros(dim))
        self.bias = nn.Parameter(torch.zeros(dim))

    def forward(self, x):
        space, channels = ((2, 3), 1) if self.channels_first else ((1, 2), -1)
        shape = (-1, 1, 1) if self.channels_first else (-1,)
        energy = x.norm(dim=space, keepdim=True)
        share = energy / (energy.mean(dim=channels, keepdim=True) + self.eps)
        return x + self.bias.view(shape) + self.weight.view(shape) * (x * share)`,

	Conv2dSame: `class Conv2dSame(nn.Conv2d):
    """A convolution with TensorFlow's padding."""

    def forward(self, x):
        return super().forward(pad_same(x, self.kernel_size, self.stride, self.dilation))`,

	MaxPool2dSame: `class MaxPool2dSame(nn.MaxPool2d):
    """A max pool with TensorFlow's padding."""

    def forward(self, x):
        return super().forward(pad_same(x, self.kernel_size, self.stride, value=-torch.inf))`,

	AvgPool2dSame: `class AvgPool2dSame(nn.AvgPool2d):
    """An average pool with TensorFlow's padding, as zeros that count."""

    def forward(self, x):
        return super().forward(pad_same(x, self.kernel_size, self.stride))`,

	BlurPool2d: `class BlurPool2d(nn.Module):
    """Blurs by a binomial kernel of 3 x 3, the map mirrored at its edges (arXiv 1904.11486)."""

    def __init__(self, stride):
        super().__init__()
        self.stride = stride

    def forward(self, x):
        share = torch.tensor([0.25, 0.5, 0.25], dtype=x.dtype, device=x.device)
        kernel = (share[:, None] * share).expand(x.shape[1], 1, 3, 3)
        x = F.pad(x, 4 * [(self.stride + 1) // 2], mode="reflect")
        return F.conv2d(x, kernel, stride=self.stride, groups=x.shape[1])`,

	BlurPool2dZeros: `class BlurPool2dZeros(nn.Module):
    """Blurs by a binomial kernel of 3 x 3, with zeros around the map (arXiv 1904.11486)."""

    def __init__(self, stride):
        super().__init__()
        self.stride = stride

    def forward(self, x):
        share = torch.tensor([0.25, 0.5, 0.25], dtype=x.dtype, device=x.device)
        kernel = (share[:, None] * share).expand(x.shape[1], 1, 3, 3)
        return F.conv2d(x, kernel, stride=self.stride, padding=(self.stride + 1) // 2, groups=x.shape[1])`,

	pad_same: `def pad_same(x, kernel, stride, dilation=1, value=0.0):
    """Pads an N x C x H x W map for as many outputs as strides fit in, the smaller half before."""
    pairs = [v if isinstance(v, tuple) else (v, v) for v in (kernel, stride, dilation)]
    pads = []
    for size, k, s, d in reversed([*zip(x.shape[2:], *pairs)]):
        total = max((-(-size // s) - 1) * s + (k - 1) * d + 1 - size, 0)
        pads += [total // 2, total - total // 2]
    return F.pad(x, pads, value=value)`,

	numbered_from_b1: `def numbered_from_b1(*blocks):
    """A sequence of blocks under timm's names of a RegNet's: b1, b2, ..."""
    return nn.Sequential(OrderedDict((f"b{i}", block) for i, block in enumerate(blocks, 1)))`,

	attend: `def attend(qkv, heads):
    """Attention from queries, keys and values side by side: N x tokens x 3C to N x tokens x C."""
    q, k, v = qkv.unflatten(-1, (3, heads, -1)).permute(2, 0, 3, 1, 4)
    return F.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(2)`,

	LayerScale: `class LayerScale(nn.Module):
    """A learned factor for each channel."""

    def __init__(self, dim):
        super().__init__()
        self.gamma = nn.Parameter(1e-5 * torch.ones(dim))

    def forward(self, x):
        return x * self.gamma`,

	attend_to: `def attend_to(q, kv, heads):
    """Attention of queries to keys and values side by side, N x tokens x C and N x tokens x 2C."""
    q = q.unflatten(-1, (heads, -1)).transpose(1, 2)
    k, v = kv.unflatten(-1, (2, heads, -1)).permute(2, 0, 3, 1, 4)
    return F.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(2)`,

	Rotary: `class Rotary(nn.Module):
    """Turns each head's queries and keys by the places of their patches."""

    def __init__(self, heads, angles, skip=0, halves=False):
        super().__init__()
        self.heads, self.skip, self.halves = heads, skip, halves
        self.register_buffer("angles", angles, persistent=False)

    def forward(self, x):
        return rotate(x, self.heads, self.angles, self.skip, self.halves)`,

	LearnedRotary: `class LearnedRotary(nn.Module):
    """The same by angles that are learned; the network says where its frequencies are."""

    def __init__(self, heads, rows, columns, skip=0, halves=False):
        super().__init__()
        self.heads, self.skip, self.halves = heads, skip, halves
        self.register_buffer("places", counted_places(rows, columns), persistent=False)
        self.frequencies = None

    def forward(self, x):
        across, down = self.frequencies()
        freqs = torch.stack([down, across]).flatten(1)
        angles = (self.places.to(freqs) @ freqs).unflatten(-1, (1, self.heads, -1))
        return rotate(x, self.heads, angles, self.skip, self.halves)`,

	RotaryFrequencies: `class RotaryFrequencies(nn.Module):
    """How fast columns and rows turn each block's heads, pair by pair of their channels."""

    def __init__(self, blocks, heads, pairs):
        super().__init__()
        self.freqs = nn.Parameter(0.1 * torch.randn(2, blocks, heads, pairs))

    def forward(self, block):
        return self.freqs[:, block]`,

	rotate: `def rotate(qkv, heads, angles, skip, halves):
    """Turns pairs of channels, in queries and keys side by side with values (arXiv 2104.09864).

    The first tokens, which are no patches, stay. A pair is two neighbours, or half a head apart.
    """
    x = qkv.unflatten(-1, (3, heads, -1))
    shape, axis = ((2, -1), -2) if halves else ((-1, 2), -1)
    a, b = x[:, skip:, :2].unflatten(-1, shape).unbind(axis)
    cos, sin = angles.cos().to(x), angles.sin().to(x)
    turned = torch.stack([a * cos - b * sin, b * cos + a * sin], dim=axis).flatten(-2)
    patches = torch.cat([turned, x[:, skip:, 2:]], dim=2)
    return torch.cat([x[:, :skip], patches], dim=1).flatten(2)`,

	axial_angles: `def axial_angles(places, head_dim, base, columns_first=False):
    """Angles for each place: half of the pairs along each axis, each slower than the one before."""
    speeds = base ** (torch.arange(0, -head_dim, -4) / head_dim)
    places = places.flip(1) if columns_first else places
    return (places[:, None, None, :, None] * speeds).flatten(-2)`,

	counted_places: `def counted_places(rows, columns, start=0, over=0):
    """Row and column of each patch, as on a map of \`over\` patches a side."""
    sides = [(torch.arange(n) + start) * (over / n if over else 1) for n in (rows, columns)]
    return torch.cartesian_prod(*sides)`,

	relative_places: `def relative_places(rows, columns):
    """The same from -2 pi to 2 pi over the image."""
    sides = [2 * torch.pi * (2 * (torch.arange(n) + 0.5) / n - 1) for n in (rows, columns)]
    return torch.cartesian_prod(*sides)`,

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

/** Those of windows again, for files that write windows and shifts as pairs: height and width. */
const pairHelpers: Readonly<Record<string, string>> = {
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

/**
 * Sources of the helpers that a file needs, directly or through one another, in an order that reads down.
 *
 * @param pairs whether it writes windows and shifts as pairs
 */
export function helpersFor(source: string, pairs = false): readonly string[] {
	const helpers = pairs ? { ...torchHelpers, ...pairHelpers } : torchHelpers;
	const mentions = (text: string, name: string) => new RegExp(`\\b${name}\\(`).test(text);
	const needed = new Set<string>();
	let texts = [source];
	while (texts.length > 0) {
		const found = Object.keys(helpers).filter(
			(name) => !needed.has(name) && texts.some((text) => mentions(text, name))
		);
		found.forEach((name) => needed.add(name));
		texts = found.map((name) => helpers[name] ?? '');
	}
	return Object.entries(helpers).flatMap(([name, text]) => (needed.has(name) ? [text] : []));
}
