/** Attention over all tokens, and what stands around it. */
export const attentionHelpers: Readonly<Record<string, string>> = {
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
    return F.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(2)`
};
