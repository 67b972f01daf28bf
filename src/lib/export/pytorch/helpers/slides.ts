/** What slides over a map with TensorFlow's padding, and blurs. */
export const slideHelpers: Readonly<Record<string, string>> = {
	Conv2dSame: `class Conv2dSame(nn.Conv2d):
    """A convolution with TensorFlow's padding."""

    def forward(self, x):
        return super().forward(pad_same(x, self.kernel_size, self.stride, self.dilation))`,

	StdConv2d: `class StdConv2d(nn.Conv2d):
    """A convolution whose weights are standardized, channel by channel."""

    def forward(self, x):
        return self._conv_forward(x, standardized(self.weight), self.bias)`,

	StdConv2dSame: `class StdConv2dSame(nn.Conv2d):
    """The same with TensorFlow's padding."""

    def forward(self, x):
        x = pad_same(x, self.kernel_size, self.stride, self.dilation)
        return self._conv_forward(x, standardized(self.weight), self.bias)`,

	standardized: `def standardized(weight):
    """Each output channel's weights at mean 0 and deviation 1 (arXiv 1903.10520)."""
    var, mean = torch.var_mean(weight, dim=(1, 2, 3), correction=0, keepdim=True)
    return (weight - mean) / (var + 1e-8).sqrt()`,

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
    return F.pad(x, pads, value=value)`
};
