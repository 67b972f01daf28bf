#!/usr/bin/env python3
"""Write tests/golden/geometry.json: single layers with kernels, gaps and padding of every form.

Each runs in PyTorch, those with TensorFlow's padding and blurs as timm's classes, on the
deterministic image with the deterministic weights (README.md of tests/golden). An entry says the
layer in the words of src/lib/arch/net.ts, the input as height, width and channels, and all outputs,
channels last.

    python scripts/golden/geometry.py
"""
import json

import torch
from places import GOLDEN
from timm.layers import AvgPool2dSame, BlurPool2d, Conv2dSame
from timm.layers.pool2d_same import MaxPool2dSame
from torch import nn
from weights import deterministic, deterministic_image


def conv(kernel, padding, out=4, stride=1, groups=1, bias=True, **more):
    return dict(kind="conv", out=out, kernel=kernel, stride=stride, padding=padding, groups=groups, bias=bias, **more)


def pool(kind, kernel, stride, padding, **more):
    return dict(kind=kind, kernel=kernel, stride=stride, padding=padding, **more)


def average(kernel, stride, padding, counts, **more):
    return pool("avgPool", kernel, stride, padding, countPadding=counts, **more)


CASES = [
    # Kernels of two sides.
    (conv([1, 3], [0, 1]), (5, 6, 8)),
    (conv([3, 1], [1, 0], stride=2, bias=False), (7, 6, 3)),
    (conv([2, 5], [1, 2], out=6, groups=2), (5, 7, 8)),
    (conv([1, 11], [0, 5], out=8, groups=8), (3, 7, 8)),
    (conv([11, 1], [5, 0], out=8, groups=8), (7, 3, 8)),
    (conv([1, 7], [0, 3], out=5, groups=5), (3, 9, 5)),
    (conv([4, 2], 0, stride=2), (9, 8, 4)),
    # Gaps.
    (conv(3, 2, dilation=2), (7, 6, 8)),
    (conv(3, 4, dilation=4, out=3), (6, 7, 5)),
    (conv(3, 2, dilation=2, out=8, groups=8), (7, 6, 8)),
    (conv([1, 3], [0, 3], dilation=3, out=5, groups=5), (4, 8, 5)),
    (conv(3, 2, dilation=2, out=6, groups=2), (6, 7, 8)),
    (conv(3, 2, dilation=2, out=32, groups=16), (5, 4, 32)),
    (conv(3, 2, dilation=2, stride=2), (8, 7, 4)),
    (conv(5, 4, dilation=2, stride=2, out=8, groups=8), (9, 8, 8)),
    # TensorFlow's padding.
    (conv(3, "same", stride=2), (8, 6, 8)),
    (conv(3, "same", stride=2, bias=False), (7, 9, 3)),
    (conv(5, "same", stride=2, out=8, groups=8), (8, 7, 8)),
    (conv(3, "same", stride=2, out=5, groups=5), (6, 5, 5)),
    (conv(7, "same", stride=4), (9, 10, 3)),
    (conv(2, "same"), (4, 5, 4)),
    (conv(3, "same", out=8, groups=8), (5, 4, 8)),
    (conv(3, "same", dilation=2), (6, 5, 4)),
    (conv(1, "same", stride=2), (5, 6, 8)),
    (conv(3, "same", stride=2, out=6, groups=2), (8, 6, 8)),
    (conv([3, 2], "same", stride=2, out=32, groups=16), (6, 5, 32)),
    # Pools.
    (pool("maxPool", 3, 2, "same"), (8, 6, 8)),
    (pool("maxPool", 3, 2, "same"), (7, 9, 5)),
    (pool("maxPool", [2, 3], 2, [0, 1]), (6, 7, 4)),
    (average(2, 2, 0, False, ceil=True), (7, 9, 8)),
    (average(2, 2, 0, True, ceil=True), (6, 5, 5)),
    (average(2, 2, 0, True), (7, 6, 4)),
    (average(3, 1, 1, False), (5, 6, 8)),
    (average(3, 1, 1, True), (5, 6, 5)),
    (average(3, 2, 1, True, ceil=True), (8, 6, 4)),
    (average(3, 2, 1, False, ceil=True), (8, 5, 4)),
    (average([3, 2], 2, [1, 0], True), (6, 7, 4)),
    (average(2, 1, "same", True), (5, 6, 4)),
    (average(3, 2, "same", True, ceil=True), (6, 7, 3)),
    (dict(kind="blurPool", stride=2), (8, 7, 8)),
    (dict(kind="blurPool", stride=2), (3, 2, 5)),
    (dict(kind="blurPool", stride=1), (4, 5, 4)),
]  # fmt: skip


def pair(value):
    return tuple(value) if isinstance(value, list) else value


def module(op, channels):
    if op["kind"] == "blurPool":
        return BlurPool2d(channels, stride=op["stride"])
    same = op["padding"] == "same"
    padding = {} if same else {"padding": pair(op["padding"])}
    kernel, stride = pair(op["kernel"]), op["stride"]
    if op["kind"] == "conv":
        more = {"dilation": op.get("dilation", 1), "groups": op["groups"], "bias": op["bias"]}
        return (Conv2dSame if same else nn.Conv2d)(channels, op["out"], kernel, stride, **padding, **more)
    if op["kind"] == "maxPool":
        return (MaxPool2dSame if same else nn.MaxPool2d)(kernel, stride, **padding)
    more = {"ceil_mode": op.get("ceil", False), "count_include_pad": op["countPadding"]}
    return (AvgPool2dSame if same else nn.AvgPool2d)(kernel, stride, **padding, **more)


def entry(op, size):
    height, width, channels = size
    layer = module(op, channels).eval()
    layer.load_state_dict({key: deterministic(key, tuple(t.shape)) for key, t in layer.state_dict().items()})
    with torch.no_grad():
        out = layer(deterministic_image((height, width), channels))[0].permute(1, 2, 0)
    return {
        "op": op,
        "input": list(size),
        "shape": list(out.shape),
        "outputs": [round(float(v), 6) for v in out.flatten()],
    }


def main():
    lines = ",\n".join(json.dumps(entry(op, size)) for op, size in CASES)
    (GOLDEN / "geometry.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"wrote {len(CASES)} layers to geometry.json")


if __name__ == "__main__":
    main()
