#!/usr/bin/env python3
"""Write the golden figures that the tests compare with.

The figures come from PyTorch running timm's models, not from this project's
code. For counts, models run on the meta device: shapes are propagated, no
weight or activation is allocated, so the whole set takes well under a minute.
Logits, and counts with fused attention, need a run on the CPU.

Needs Python 3.10+ with torch and timm (timm imports torchvision):

    python scripts/golden.py --check tests/golden/reference

What is counted, at batch 1:

* params      - elements of all parameters; buffers (running statistics) are not
                parameters.
* macs        - multiply-accumulates: macs_conv + macs_linear + macs_attention.
                Bias, norm, activation, softmax, pooling and residual adds are
                not counted.
* activations - output elements of convolution and linear layers.

* torch's FlopCounterMode - what it prints for the same run (its FLOPs are two
                for a MAC).
* logits      - of small models under weights that anyone can make again.

Totals are counted from the operators that ran; per-layer rows from forward
hooks on the modules. The script stops if the two ways disagree.
"""

import argparse
import json
import math
import sys
from pathlib import Path

import numpy as np
import timm
import timm.layers
import torch
from torch import nn
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import FlopCounterMode

REPO = Path(__file__).resolve().parent.parent
GOLDEN = REPO / "tests" / "golden"
REFERENCE = GOLDEN / "reference"

# ---------------------------------------------------------------------------
# What to count
# ---------------------------------------------------------------------------

RESNETS = [
    "resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "resnet200",
    "resnext50_32x4d", "resnext101_32x4d", "resnext101_32x8d", "resnext101_64x4d",
    "wide_resnet50_2", "wide_resnet101_2",
]  # fmt: skip
CONVNEXTS = [f"convnext_{s}" for s in ("atto", "femto", "pico", "nano", "tiny", "small", "base", "large", "xlarge")]
CONVNEXTS_V2 = [
    f"convnextv2_{s}" for s in ("atto", "femto", "pico", "nano", "tiny", "small", "base", "large", "huge")
]
TRANSFORMERS_224 = [
    *(f"swin_{s}_patch4_window7_224" for s in ("tiny", "small", "base", "large")),
    *(f"vit_{s}_patch16_224" for s in ("tiny", "small", "base", "large")),
    "vit_base_patch8_224",
    *(f"vit_{s}_patch32_224" for s in ("small", "base")),
    *(f"deit_{s}_patch16_224" for s in ("tiny", "small", "base")),
]  # fmt: skip
TRANSFORMERS_384 = [
    *(f"swin_{s}_patch4_window12_384" for s in ("base", "large")),
    *(f"vit_{s}_patch16_384" for s in ("base", "large")),
]

# Published resolutions other than 224.
OTHER_RESOLUTIONS = [
    ("resnet50", 288), ("resnet50", 384), ("resnet152", 288), ("resnext50_32x4d", 288),
    ("resnext101_64x4d", 288), ("wide_resnet50_2", 288),
    ("convnext_atto", 288), ("convnext_nano", 288),
    ("convnext_tiny", 288), ("convnext_tiny", 384), ("convnext_small", 384),
    ("convnext_base", 288), ("convnext_base", 384), ("convnext_large", 384), ("convnext_xlarge", 384),
    ("convnextv2_nano", 384), ("convnextv2_tiny", 288), ("convnextv2_tiny", 384),
    ("convnextv2_base", 384), ("convnextv2_huge", 384),
]  # fmt: skip

# Sizes that are no multiple of the total stride: floor in the strided convs of
# ConvNeXt, rounding up in the padded ones of ResNet.
ODD_RESOLUTIONS = [
    *(("convnext_tiny", px) for px in (33, 100, 225, 250, 255)),
    ("convnext_atto", 225), ("convnextv2_atto", 250),
    *(("resnet50", px) for px in (33, 100, 199, 225)),
    ("resnet18", 225), ("resnet34", 97), ("resnext50_32x4d", 199),
]  # fmt: skip

# (id, timm model, keyword arguments of the model's function, input pixels)
VARIANTS = [
    # ConvNeXt V1
    ("convnext_tiny/depths_3_3_27_3", "convnext_tiny", dict(depths=(3, 3, 27, 3)), 224),
    ("convnext_tiny/depths_1_2_3_4", "convnext_tiny", dict(depths=(1, 2, 3, 4)), 224),
    ("convnext_tiny/kernels_3_5_7_9", "convnext_tiny", dict(kernel_sizes=(3, 5, 7, 9)), 224),
    ("convnext_tiny/kernels_9_9_9_9", "convnext_tiny", dict(kernel_sizes=(9, 9, 9, 9)), 224),
    ("convnext_tiny/kernels_11_9_5_3", "convnext_tiny", dict(kernel_sizes=(11, 9, 5, 3)), 250),
    ("convnext_tiny/kernel_1", "convnext_tiny", dict(kernel_sizes=1), 224),
    # A kernel wider than the map that it runs on (5x5 down to 1x1).
    ("convnext_tiny/kernels_31_29_27_13", "convnext_tiny", dict(kernel_sizes=(31, 29, 27, 13)), 33),
    ("convnext_tiny/classes_10", "convnext_tiny", dict(num_classes=10), 224),
    ("convnext_tiny/no_head", "convnext_tiny", dict(num_classes=0), 224),
    ("convnext_tiny/no_layer_scale", "convnext_tiny", dict(ls_init_value=None), 224),
    ("convnext_tiny/grn", "convnext_tiny", dict(use_grn=True), 224),
    ("convnext_tiny/grayscale", "convnext_tiny", dict(in_chans=1), 224),
    ("convnext_tiny/patch_2", "convnext_tiny", dict(patch_size=2), 112),
    ("convnext_tiny/patch_8", "convnext_tiny", dict(patch_size=8), 224),
    ("convnext_tiny/no_conv_bias", "convnext_tiny", dict(conv_bias=False), 224),
    ("convnext_tiny/conv_mlp", "convnext_tiny", dict(conv_mlp=True), 224),
    ("convnext_tiny/norm_before_pool", "convnext_tiny", dict(head_norm_first=True), 224),
    ("convnext_tiny/dims_30_66_130_258", "convnext_tiny", dict(dims=(30, 66, 130, 258)), 224),
    ("convnext_base/no_layer_scale", "convnext_base", dict(ls_init_value=None), 224),
    ("convnext_nano/linear_mlp", "convnext_nano", dict(conv_mlp=False), 224),
    # ConvNeXt V2
    ("convnextv2_nano/linear_mlp", "convnextv2_nano", dict(conv_mlp=False), 224),
    ("convnextv2_tiny/dims_13_27_51_99", "convnextv2_tiny", dict(dims=(13, 27, 51, 99)), 224),
    ("convnextv2_atto/dims_37_73_145_291", "convnextv2_atto", dict(dims=(37, 73, 145, 291), num_classes=7), 225),
    ("convnextv2_tiny/kernels_5_7_9_11", "convnextv2_tiny", dict(kernel_sizes=(5, 7, 9, 11)), 100),
    ("convnextv2_tiny/layer_scale", "convnextv2_tiny", dict(ls_init_value=1e-6), 224),
    # ResNet
    ("resnet50_gn", "resnet50_gn", {}, 224),
    ("resnet50/gelu", "resnet50", dict(act_layer="gelu"), 224),
    ("resnet50/depths_3_3_9_3", "resnet50", dict(layers=(3, 3, 9, 3)), 224),
    ("resnet50/classes_10", "resnet50", dict(num_classes=10), 224),
    ("resnet50/grayscale", "resnet50", dict(in_chans=1), 224),
    ("resnet50/channels_48_96_192_384", "resnet50", dict(channels=(48, 96, 192, 384)), 224),
    ("resnet50/width_96", "resnet50", dict(base_width=96), 224),
    ("resnet18/depths_1_1_2_1", "resnet18", dict(layers=(1, 1, 2, 1)), 64),
    ("resnet50/depths_1_1_2_1", "resnet50", dict(layers=(1, 1, 2, 1)), 64),
    ("resnet50/depths_1_1_2_1_8x4d", "resnet50", dict(layers=(1, 1, 2, 1), cardinality=8, base_width=4), 64),
    ("resnet50/depths_1_1_2_1_4x24d", "resnet50", dict(layers=(1, 1, 2, 1), cardinality=4, base_width=24), 97),
    ("resnet18/gelu", "resnet18", dict(act_layer="gelu", num_classes=10), 64),
    # The small models of reference/logits.json.
    ("tiny_convnext", "convnext_tiny", dict(depths=(1, 1, 2, 1), dims=(8, 16, 32, 64), num_classes=10), 64),
    (
        "tiny_convnext_k3579",
        "convnext_tiny",
        dict(depths=(1, 1, 2, 1), dims=(8, 16, 32, 64), kernel_sizes=(3, 5, 7, 9), num_classes=10),
        64,
    ),
    ("tiny_convnextv2", "convnextv2_tiny", dict(depths=(1, 1, 2, 1), dims=(8, 16, 32, 64), num_classes=10), 64),
    ("tiny_resnet_bottleneck", "resnet50", dict(layers=(1, 1, 2, 1), num_classes=10), 64),
    ("tiny_resnet_basic", "resnet18", dict(layers=(1, 1, 1, 1), num_classes=10), 64),
    ("tiny_resnext", "resnet50", dict(layers=(1, 1, 1, 1), cardinality=8, base_width=4, num_classes=10), 64),
    (
        "tiny_swin",
        "swin_tiny_patch4_window7_224",
        dict(img_size=56, embed_dim=12, depths=(2, 2), num_heads=(2, 4), num_classes=10),
        56,
    ),
    (
        "tiny_vit",
        "vit_tiny_patch16_224",
        dict(img_size=32, patch_size=8, embed_dim=24, depth=2, num_heads=3, num_classes=10),
        32,
    ),
]

SWIN_T, SWIN_B = "swin_tiny_patch4_window7_224", "swin_base_patch4_window7_224"
VIT_T, VIT_S = "vit_tiny_patch16_224", "vit_small_patch16_224"

# (id, timm model, keyword arguments besides img_size, input pixels)
TRANSFORMER_VARIANTS = [
    # Maps that are no multiple of the window (padded), that are odd (patch merging
    # pads), or smaller than the window (it shrinks). timm sizes windows by rounding
    # down where its maps round up, so at 72 px a window of 4 meets a map of 5.
    *((f"swin_tiny@{px}", SWIN_T, {}, px) for px in (32, 36, 56, 72, 100, 112, 160, 200, 216, 256, 288, 320, 384, 448)),
    ("swin_base@384", SWIN_B, {}, 384),
    ("swin_tiny/window_5", SWIN_T, dict(window_size=5), 224),
    ("swin_tiny/window_8", SWIN_T, dict(window_size=8), 256),
    ("swin_tiny/window_12", SWIN_T, dict(window_size=12), 224),
    ("swin_tiny/window_16", SWIN_T, dict(window_size=16), 224),
    ("swin_tiny/window_1", SWIN_T, dict(window_size=1), 64),
    ("swin_tiny/window_2", SWIN_T, dict(window_size=2), 112),
    ("swin_tiny/patch_2", SWIN_T, dict(patch_size=2), 112),
    ("swin_tiny/patch_8", SWIN_T, dict(patch_size=8), 448),
    ("swin_tiny/width_64", SWIN_T, dict(embed_dim=64, num_heads=(2, 4, 8, 16)), 224),
    # timm rounds the channels of a head down: heads of 33 in a width of 100.
    ("swin_tiny/width_100", SWIN_T, dict(embed_dim=100), 224),
    ("swin_tiny/heads_1_2_4_8", SWIN_T, dict(num_heads=(1, 2, 4, 8)), 224),
    ("swin_tiny/depths_1_3_4_2", SWIN_T, dict(depths=(1, 3, 4, 2)), 160),
    ("swin_tiny/three_stages", SWIN_T, dict(depths=(2, 2, 4), num_heads=(3, 6, 12)), 224),
    ("swin_tiny/mlp_2", SWIN_T, dict(mlp_ratio=2.0), 224),
    ("swin_tiny/mlp_3.25", SWIN_T, dict(mlp_ratio=3.25, embed_dim=90), 224),
    ("swin_tiny/no_qkv_bias", SWIN_T, dict(qkv_bias=False), 224),
    ("swin_tiny/classes_10", SWIN_T, dict(num_classes=10), 72),
    *((f"vit_tiny@{px}", VIT_T, {}, px) for px in (32, 160, 225, 256, 384)),
    ("vit_small@512", VIT_S, {}, 512),
    ("vit_small/patch_14", VIT_S, dict(patch_size=14), 224),
    ("vit_small/patch_20", VIT_S, dict(patch_size=20), 224),
    ("vit_small/width_200", VIT_S, dict(embed_dim=200, num_heads=5), 224),
    ("vit_small/depth_3", VIT_S, dict(depth=3), 224),
    ("vit_small/heads_12", VIT_S, dict(num_heads=12), 224),
    ("vit_small/mlp_3.25", VIT_S, dict(mlp_ratio=3.25, embed_dim=198), 224),
    ("vit_small/no_qkv_bias", VIT_S, dict(qkv_bias=False), 224),
    ("vit_small/average", VIT_S, dict(global_pool="avg"), 224),
    ("vit_small/no_class_token", VIT_S, dict(global_pool="avg", class_token=False), 224),
    ("deit_small/classes_10", "deit_small_patch16_224", dict(num_classes=10), 240),
]

# Small models whose logits are kept besides those of the reference: padded windows,
# odd maps, and the other ways of pooling.
LOGITS = [
    ("padded_swin", SWIN_T, dict(embed_dim=12, depths=(2, 2), num_heads=(2, 4), num_classes=10), 72),
    ("odd_swin", SWIN_T, dict(embed_dim=12, depths=(2, 2, 1), num_heads=(2, 3, 4), window_size=4, num_classes=10), 60),
    (
        "average_vit",
        VIT_T,
        dict(patch_size=8, embed_dim=24, depth=2, num_heads=3, global_pool="avg", num_classes=10),
        32,
    ),
    (
        "tokenless_vit",
        VIT_T,
        dict(
            patch_size=8, embed_dim=24, depth=2, num_heads=3, qkv_bias=False,
            global_pool="avg", class_token=False, num_classes=10,
        ),
        32,
    ),
]  # fmt: skip

# FlopCounterMode's figure with attention as one fused kernel, which needs a real run.
FUSED = ["vit_tiny_patch16_224", "vit_base_patch32_224", "deit_small_patch16_224"]

# The isotropic ConvNeXts of arXiv 2201.03545, table 2; timm does not have them.
ISOTROPIC = [
    ("convnext_iso_small", dict(depth=18, dim=384)),
    ("convnext_iso_base", dict(depth=18, dim=768)),
    ("convnext_iso_large", dict(depth=36, dim=1024)),
]
ISOTROPIC_PIXELS = [224, 225, 384]

LAYER_MODELS = [
    "convnext_tiny", "convnextv2_atto", "resnet50", "resnext50_32x4d",  # also in the reference
    "swin_tiny_patch4_window7_224", "vit_small_patch16_224",
    "resnet18", "resnext101_64x4d", "wide_resnet50_2", "convnext_atto", "convnextv2_tiny",
    "swin_base_patch4_window12_384", "vit_base_patch32_224", "deit_tiny_patch16_224",
]  # fmt: skip

# FlopCounterMode's figure for the backward pass. It ignores groups there (pytorch PR
# 183405), so ConvNeXt's is kept to show by how much.
BACKWARD = ["resnet18", "resnet50", "swin_tiny_patch4_window7_224", "vit_tiny_patch16_224", "convnext_tiny"]


class IsotropicBlock(nn.Module):
    """ConvNeXt block without layer scale, pointwise layers as nn.Linear."""

    def __init__(self, dim):
        super().__init__()
        self.conv_dw = nn.Conv2d(dim, dim, kernel_size=7, padding=3, groups=dim)
        self.norm = nn.LayerNorm(dim, eps=1e-6)
        self.fc1 = nn.Linear(dim, 4 * dim)
        self.act = nn.GELU()
        self.fc2 = nn.Linear(4 * dim, dim)

    def forward(self, x):
        y = self.conv_dw(x).permute(0, 2, 3, 1)
        y = self.fc2(self.act(self.fc1(self.norm(y))))
        return x + y.permute(0, 3, 1, 2)


class IsotropicConvNeXt(nn.Module):
    """One resolution throughout: a 16x16 patchify conv with no norm after it,
    equal blocks, global average pool, norm, linear head."""

    def __init__(self, depth, dim, num_classes=1000, in_chans=3):
        super().__init__()
        self.stem = nn.Conv2d(in_chans, dim, kernel_size=16, stride=16)
        self.blocks = nn.Sequential(*(IsotropicBlock(dim) for _ in range(depth)))
        self.norm = nn.LayerNorm(dim, eps=1e-6)
        self.head = nn.Linear(dim, num_classes)

    def forward(self, x):
        x = self.blocks(self.stem(x))
        return self.head(self.norm(x.mean([-2, -1])))


# ---------------------------------------------------------------------------
# Counting
# ---------------------------------------------------------------------------


class OperatorCounter(TorchDispatchMode):
    """Counts the MACs of the operators that run inside it.

    nn.Linear arrives as (add)mm whatever the rank of its input, attention's two
    matrix products as bmm; the comparison with the hooks' figures in count()
    guards that reading.
    """

    def __init__(self):
        super().__init__()
        self.conv = self.linear = self.attention = self.activations = 0

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        out = func(*args, **(kwargs or {}))
        op = func.overloadpacket.__name__
        if op in ("convolution", "_convolution"):
            # One multiply per element of the filter that makes an output element:
            # weight is [out, in/groups, kh, kw].
            self.conv += out.numel() * args[1][0].numel()
            self.activations += out.numel()
        elif op in ("mm", "addmm"):
            a = args[1] if op == "addmm" else args[0]
            self.linear += out.numel() * a.shape[-1]
            self.activations += out.numel()
        elif op == "bmm":
            self.attention += out.numel() * args[0].shape[-1]
        elif "attention" in op or op in ("baddbmm", "linear", "matmul", "dot", "mv"):
            raise RuntimeError(f"operator {op} is not counted")
        return out


def flop_counter(model, image):
    """What FlopCounterMode prints for a forward pass, in all and by operator."""
    mode = FlopCounterMode(display=False)
    with torch.no_grad(), mode:
        model.eval()(image)
    by = {str(op): n for op, n in mode.get_flop_counts()["Global"].items()}
    assert sum(by.values()) == mode.get_total_flops()
    return {"total": mode.get_total_flops(), "by": by}


def count(model, pixels, in_chans=3):
    """Returns (totals, per-layer rows, parameters outside leaf modules, FlopCounterMode's figures)."""
    leaves = {
        name: m for name, m in model.named_modules() if not list(m.children()) and list(m.parameters(recurse=False))
    }
    rows = []
    handles = []
    for name, module in leaves.items():

        def hook(m, _inputs, out, name=name):
            macs = 0
            if isinstance(m, nn.Conv2d):
                macs = out.numel() * m.weight[0].numel()
            elif isinstance(m, nn.Linear):
                macs = out.numel() * m.in_features
            params = sum(p.numel() for p in m.parameters())
            rows.append([name, type(m).__name__, list(out.shape), params, macs])

        handles.append(module.register_forward_hook(hook))

    counter = OperatorCounter()
    with torch.no_grad(), torch.device("meta"), counter:
        model.eval()(torch.empty(1, in_chans, pixels, pixels))
    for handle in handles:
        handle.remove()
    torch_flops = flop_counter(model, torch.empty(1, in_chans, pixels, pixels, device="meta"))

    outside = {}
    for name, p in model.named_parameters():
        if name.rpartition(".")[0] not in leaves:
            outside[name] = list(p.shape)
    params = sum(p.numel() for p in model.parameters())

    # The hooks must tell the same as the operators.
    by_hook = {nn.Conv2d: [0, 0], nn.Linear: [0, 0]}
    for name, _, shape, _, macs in rows:
        for kind, total in by_hook.items():
            if isinstance(leaves[name], kind):
                total[0] += macs
                total[1] += torch.Size(shape).numel()
    (conv, conv_out), (linear, linear_out) = by_hook.values()
    assert [row[0] for row in rows] == list(dict.fromkeys(row[0] for row in rows)), "a layer ran twice"
    assert {row[0] for row in rows} == set(leaves), "a layer did not run"
    assert (conv, linear, conv_out + linear_out) == (counter.conv, counter.linear, counter.activations)
    assert params == sum(row[3] for row in rows) + sum(torch.Size(s).numel() for s in outside.values())

    totals = {
        "input": pixels,
        "params": params,
        "macs": counter.conv + counter.linear + counter.attention,
        "macs_conv": counter.conv,
        "macs_linear": counter.linear,
        "macs_attention": counter.attention,
        "activations": counter.activations,
    }
    return totals, rows, outside, torch_flops


def build(name, **kwargs):
    # timm.create_model drops arguments that are None (ls_init_value=None would be
    # lost), so the model's own function is called.
    with torch.device("meta"):
        return timm.model_entrypoint(name)(pretrained=False, **kwargs)


def cases():
    """Yields (id, source, model, kwargs, input pixels)."""
    for name in RESNETS + CONVNEXTS + CONVNEXTS_V2 + TRANSFORMERS_224:
        yield name, "timm", name, {}, 224
    for name in TRANSFORMERS_384:
        yield name, "timm", name, {}, 384
    for name, pixels in OTHER_RESOLUTIONS + ODD_RESOLUTIONS:
        yield f"{name}@{pixels}", "timm", name, {}, pixels
    for ident, name, kwargs, pixels in VARIANTS:
        yield ident, "timm", name, kwargs, pixels
    for ident, name, kwargs, pixels in TRANSFORMER_VARIANTS:
        yield ident, "timm", name, dict(kwargs, img_size=pixels), pixels
    for name, kwargs in ISOTROPIC:
        for pixels in ISOTROPIC_PIXELS:
            ident = name if pixels == 224 else f"{name}@{pixels}"
            yield ident, "isotropic", name, kwargs, pixels


def count_models():
    """Returns (counts, FlopCounterMode's figures) of all models."""
    entries, flops = {}, {}
    for ident, source, name, kwargs, pixels in cases():
        if source == "timm":
            model = build(name, **kwargs)
        else:
            with torch.device("meta"):
                model = IsotropicConvNeXt(**kwargs)
        totals, _, _, torch_flops = count(model, pixels, kwargs.get("in_chans", 3))
        assert ident not in entries, f"{ident} is listed twice"
        entries[ident] = {"source": source, "model": name, "kwargs": kwargs, **totals}
        flops[ident] = {"fused_attention": False, **torch_flops}
    return entries, flops


def count_backward():
    """FlopCounterMode's FLOPs of the backward pass alone."""
    flops = {}
    for name in BACKWARD:
        model, image = build(name).eval(), torch.empty(1, 3, 224, 224, device="meta")
        forward = flop_counter(model, image)["total"]
        mode = FlopCounterMode(display=False)
        with mode:
            model(image).sum().backward()
        flops[name] = {"forward": forward, "backward": mode.get_total_flops() - forward}
    return flops


def count_fused():
    """FlopCounterMode's figures with attention as one fused kernel."""
    timm.layers.set_fused_attn(True)
    flops = {}
    for name in FUSED:
        model = timm.model_entrypoint(name)(pretrained=False)
        flops[f"{name}, fused"] = {"fused_attention": True, **flop_counter(model, torch.zeros(1, 3, 224, 224))}
    timm.layers.set_fused_attn(False)
    return flops


# ---------------------------------------------------------------------------
# Logits under deterministic weights (the rule is in tests/golden/README.md)
# ---------------------------------------------------------------------------


def uniform(name, count):
    """Numbers in [-1, 1), exact in float32, that follow from a name and an index."""
    h = 2166136261
    for byte in name.encode():
        h = ((h ^ byte) * 16777619) & 0xFFFFFFFF
    with np.errstate(over="ignore"):
        x = np.uint32(h) + np.arange(1, count + 1, dtype=np.uint32) * np.uint32(0x9E3779B9)
        x ^= x >> np.uint32(16)
        x *= np.uint32(0x85EBCA6B)
        x ^= x >> np.uint32(13)
        x *= np.uint32(0xC2B2AE35)
        x ^= x >> np.uint32(16)
    return ((x >> np.uint32(8)).astype(np.float64) - 8388608) / 8388608


def spread(name, shape):
    last = name.rpartition(".")[2]
    named = {
        "running_mean": (0, 0.1), "running_var": (1, 0.25), "relative_position_bias_table": (0, 0.5),
        "cls_token": (0, 0.5), "pos_embed": (0, 0.5), "gamma": (0.5, 0.25),
    }  # fmt: skip
    if last in named:
        return named[last]
    if last.endswith("bias"):
        return 0, 0.1
    assert last.endswith("weight"), name
    return (1, 0.25) if len(shape) == 1 else (0, math.sqrt(3 / math.prod(shape[1:])))


def deterministic(name, shape):
    base, scale = spread(name, shape)
    values = uniform(name, math.prod(shape)).astype(np.float32) * np.float32(scale)
    return torch.from_numpy((np.float32(base) + values if base else values).reshape(shape))


def deterministic_image(size):
    c, y, x = np.meshgrid(np.arange(3), np.arange(size), np.arange(size), indexing="ij")
    stripes = (2 * ((x * (c + 1) + 2 * y) % 64) - 63) / 64
    noise = uniform("input", 3 * size * size).reshape(3, size, size)
    return torch.from_numpy((stripes + 0.5 * noise).astype(np.float32))[None]


def logits(name, kwargs, pixels):
    model = timm.model_entrypoint(name)(pretrained=False, **kwargs).eval()
    state = model.state_dict()
    model.load_state_dict(
        {key: deterministic(key, tuple(t.shape)) if t.is_floating_point() else t for key, t in state.items()}
    )
    with torch.no_grad():
        out = model(deterministic_image(pixels))[0]
    return {
        "input": pixels,
        "classes": len(out),
        "logits": [round(float(v), 7) for v in out[:16]],
        "mean": float(out.double().mean()),
        "std": float(out.double().std(correction=0)),
        "argmax": int(out.argmax()),
        "params": {key: list(t.shape) for key, t in state.items()},
    }


def count_layers(name):
    pixels = 384 if name.endswith("_384") else 224
    _, rows, outside, _ = count(build(name), pixels)
    return {
        "input": pixels,
        "columns": ["module", "type", "output_shape", "params", "macs"],
        "rows": rows,
        "parameters_outside_leaf_modules": outside,
    }


# ---------------------------------------------------------------------------
# Comparison with the supplied reference
# ---------------------------------------------------------------------------


def check(directory, entries, layers, flops):
    """Compares with the supplied figures, to the integer; returns the differences."""
    problems = []

    def same(what, got, want):
        if got != want:
            problems.append(f"{what}: got {got}, reference {want}")

    def load(name):
        return json.loads((directory / name).read_text(encoding="utf-8"))

    model_counts = load("model_counts.json")
    for name, want in model_counts.items():
        got = entries.get(name)
        if got is None:
            problems.append(f"{name}: in the reference, not counted here")
            continue
        for key, value in want.items():
            same(f"{name} {key}", got[key], value)

    reference_layers = load("layers.json")
    for name, want in reference_layers.items():
        got = layers[name]
        for key in ("input", "columns", "parameters_outside_leaf_modules"):
            same(f"{name} {key}", got[key], want[key])
        same(f"{name} number of rows", len(got["rows"]), len(want["rows"]))
        for got_row, want_row in zip(got["rows"], want["rows"]):
            same(f"{name} row", got_row, want_row)

    # The small models must be those whose logits are tested: same names, same shapes
    # ("params" there is the state dict, running statistics included).
    logits_of = load("logits.json")
    for ident, _, name, kwargs, pixels in cases():
        if ident in logits_of:
            same(f"{ident} input", pixels, logits_of[ident]["input"])
            if "params" in logits_of[ident]:
                got = {n: list(t.shape) for n, t in build(name, **kwargs).state_dict().items()}
                want = logits_of[ident]["params"]
                for key in got.keys() | want.keys():
                    same(f"{ident} {key}", got.get(key), want.get(key))

            # Weights and image are made here as they were there.
            if "swin" in ident or "vit" in ident:
                got = logits(name, kwargs, pixels)
                worst = max(abs(a - b) for a, b in zip(got["logits"], logits_of[ident]["logits"]))
                if worst > 1e-6:
                    problems.append(f"{ident} logits differ by {worst}")

    # What FlopCounterMode printed on the reference's PyTorch, it prints here.
    for entry in load("convention_totals.json"):
        if not entry["fused_attention"]:
            got = flops[entry["model"]]
            same(f"{entry['model']} FlopCounterMode", {k: got[k] for k in ("total", "by")}, entry["torch_flop_counter"])

    # Steps of the roadmap that are themselves models counted here.
    roadmap = load("roadmap.json")
    column = {name: i for i, name in enumerate(roadmap["columns"])}
    for regime, step, ident in [
        ("ResNet-50 / Swin-T", "baseline", "resnet50"),
        ("ResNet-50 / Swin-T", "stage ratio", "resnet50/depths_3_3_9_3"),
        ("ResNet-50 / Swin-T", "separate d.s. conv (ConvNeXt)", "convnext_tiny/no_layer_scale"),
        ("ResNet-200 / Swin-B", "baseline", "resnet200"),
        ("ResNet-200 / Swin-B", "separate d.s. conv (ConvNeXt)", "convnext_base/no_layer_scale"),
    ]:
        row = next(r for r in roadmap[regime] if r[column["step"]] == step)
        same(f"roadmap {regime} {step} macs", entries[ident]["macs"], row[column["exact_macs"]])
        same(f"roadmap {regime} {step} params", entries[ident]["params"], row[column["params"]])

    # The paper prints rounded figures for the isotropic models.
    for ident, title in zip(("small", "base", "large"), "SBL"):
        row = next(r for r in load("paper_tables.json")["table2_isotropic"] if r["model"].startswith(f"ConvNeXt-{title}"))
        got = entries[f"convnext_iso_{ident}"]
        same(f"isotropic {title} params", f"{got['params'] / 1e6:.0f}M", row["params"])
        same(f"isotropic {title} flops", f"{got['macs'] / 1e9:.1f}G", row["flops"])

    print(f"checked {len(model_counts)} models and the layers of {len(reference_layers)}: {len(problems)} differences")
    return problems


# ---------------------------------------------------------------------------
# Output
# ---------------------------------------------------------------------------


def made_with():
    # "2.14.1+cu130" and "2.14.1+cpu" count alike.
    return {"timm": timm.__version__, "torch": torch.__version__.partition("+")[0]}


def dump_counts(entries):
    """One model per line, so that a change shows as one line in a diff."""
    lines = ",\n".join(f"{json.dumps(ident)}: {json.dumps(entry)}" for ident, entry in entries.items())
    return f'{{\n"made_with": {json.dumps(made_with())},\n"models": {{\n{lines}\n}}\n}}\n'


def dump_flops(flops, backward):
    lines = ",\n".join(f"{json.dumps(ident)}: {json.dumps(entry)}" for ident, entry in flops.items())
    back = ",\n".join(f"{json.dumps(ident)}: {json.dumps(entry)}" for ident, entry in backward.items())
    return (
        f'{{\n"made_with": {json.dumps(made_with())},\n"models": {{\n{lines}\n}},\n"backward": {{\n{back}\n}}\n}}\n'
    )


def dump_logits(models):
    lines = ",\n".join(f"{json.dumps(ident)}: {json.dumps(entry)}" for ident, entry in models.items())
    return f"{{\n{lines}\n}}\n"


def dump_layers(layers):
    """The form of reference/layers.json: one layer per line."""
    parts = []
    for name, entry in layers.items():
        head = f'{json.dumps(name)}: {{"input": {entry["input"]}, "columns": {json.dumps(entry["columns"])}, "rows": ['
        rows = ",\n".join(json.dumps(row) for row in entry["rows"])
        outside = json.dumps(entry["parameters_outside_leaf_modules"])
        parts.append(f'{head}\n{rows}\n], "parameters_outside_leaf_modules": {outside}}}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=GOLDEN, help="folder to write to (default: tests/golden)")
    parser.add_argument(
        "--check",
        type=Path,
        nargs="?",
        const=REFERENCE,
        metavar="DIR",
        help="compare with the supplied figures in DIR first (default: tests/golden/reference); "
        "write nothing and fail if any differs",
    )
    parser.add_argument("--no-write", action="store_true", help="count and check only")
    args = parser.parse_args()

    # Fused attention is one operator; the figures are for explicit matrix products.
    # Read when a model is built, so this comes first.
    timm.layers.set_fused_attn(False)

    entries, flops = count_models()
    layers = {name: count_layers(name) for name in LAYER_MODELS}

    if args.check:
        problems = check(args.check, entries, layers, flops)
        if problems:
            sys.exit("\n".join(problems))

    if not args.no_write:
        args.out.mkdir(parents=True, exist_ok=True)
        for filename, text in [
            ("timm_counts.json", dump_counts(entries)),
            ("layers.json", dump_layers(layers)),
            ("flop_counter.json", dump_flops({**flops, **count_fused()}, count_backward())),
            ("logits.json", dump_logits({i: logits(n, dict(k, img_size=px), px) for i, n, k, px in LOGITS})),
        ]:
            json.loads(text)
            (args.out / filename).write_text(text, encoding="utf-8")
            print(f"wrote {filename}")


if __name__ == "__main__":
    main()
