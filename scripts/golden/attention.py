#!/usr/bin/env python3
"""Write tests/golden/attention.json: how attention weighs in small models, by PyTorch's hooks.

What comes out of the softmax of every attention, for the deterministic image under the deterministic
weights, on the CPU (README.md of tests/golden): of some windows, one where attention is global, and of
some positions in them, the share that each head gives to every position of the window. Where a class
token leads, attention rollout (arXiv 2005.00928) as well: the product over all layers of half the mean
over heads and half the identity, in the class token's row.

    python scripts/golden/attention.py
"""

import timm
import torch
from gradients import ALL
from places import write_models
from weights import deterministic, deterministic_image

# Global, with a class token, with registers, with a distillation token, of normed queries and keys, in
# windows that are shifted, padded, of two sides and of cosines, with rotary positions of three kinds, on a
# map (MetaFormer), and of one token that pools all others.
MODELS = [
    "tiny_vit",
    "small_vit_reg_ls",
    "small_deit_distilled",
    "qk_norm_vit",
    "tiny_swin",
    "padded_swin",
    "odd_swin",
    "small_swinv2",
    "packed_eva02",
    "mixed_rope_vit@24x40",
    "tiny_dinov3@24x40",
    "tiny_caformer",
    "map_vit",
]
ROLLED = {"tiny_vit", "small_vit_reg_ls", "small_deit_distilled", "packed_eva02", "tiny_dinov3@24x40"}


def digits(values):
    return [float(f"{v:.6g}") for v in values]


def rows(shares):
    """Of the first and the last window their second and their last position: `[windows, heads, N, N]`."""
    windows, _, count, _ = shares.shape
    return [
        dict(window=window, position=position, heads=[digits(row) for row in shares[window, :, position]])
        for window in sorted({0, windows - 1})
        for position in ((1, count - 1) if count > 1 else (0,))
    ]


def rollout(all_shares):
    """The class token's row of the product of 0.5 A + 0.5 I over all layers, the last one first."""
    row = torch.zeros(all_shares[0].shape[-1], dtype=torch.float64)
    row[0] = 1
    for shares in reversed(all_shares):
        row = 0.5 * row + 0.5 * row @ shares[0].double().mean(0)
    return digits(row)


def pooled(module, path, found):
    """Shares of the token that pools, from its query and the keys: timm gives its softmax no module."""
    parts = {}
    module.q_norm.register_forward_hook(lambda module, inputs, output: parts.update(q=output))
    module.k_norm.register_forward_hook(lambda module, inputs, output: parts.update(k=output))
    module.register_forward_hook(
        lambda module, inputs, output: found.update(
            {path: (parts["q"] * module.scale @ parts["k"].transpose(-2, -1)).softmax(dim=-1)}
        )
    )


def attention(name):
    kind, kwargs, pixels = ALL[name]
    model = timm.model_entrypoint(kind)(pretrained=False, **kwargs).eval()
    state = model.state_dict()
    model.load_state_dict(
        {key: deterministic(key, tuple(t.shape)) if t.is_floating_point() else t for key, t in state.items()}
    )
    found = {}
    for path, module in model.named_modules():
        if path.endswith(".attn_drop"):
            at = path.removesuffix(".attn_drop")
            module.register_forward_hook(lambda module, inputs, output, at=at: found.update({at: inputs[0]}))
        if isinstance(module, timm.layers.AttentionPoolLatent):
            pooled(module, path, found)
    with torch.no_grad():
        model(deterministic_image(pixels))
    assert found, f"{name} has no attention"
    return dict(
        layers={path: rows(shares) for path, shares in found.items()},
        rollout=rollout(list(found.values())) if name in ROLLED else None,
    )


def main():
    timm.layers.set_fused_attn(False)
    write_models("attention.json", {name: attention(name) for name in MODELS})


if __name__ == "__main__":
    main()
