/** Rotary positions, given or learned. */
export const rotaryHelpers: Readonly<Record<string, string>> = {
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
    return torch.cartesian_prod(*sides)`
};
