/** Norms that PyTorch has for other layouts, or not at all. */
export const normHelpers: Readonly<Record<string, string>> = {
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
        return x + self.bias.view(shape) + self.weight.view(shape) * (x * share)`
};
