"""Weights and an image that anyone can make again, and the logits under them.

The rule is in tests/golden/README.md.
"""

import math

import numpy as np
import timm
import torch


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
        "cls_token": (0, 0.5), "pos_embed": (0, 0.5), "gamma": (0.5, 0.25), "scale": (0.5, 0.25),
        "logit_scale": (2.3, 0.2),
        "reg_token": (0, 0.5), "dist_token": (0, 0.5), "latent": (0, 0.5),
        "gamma_1": (0.5, 0.25), "gamma_2": (0.5, 0.25), "freqs": (0, 0.5),
    }  # fmt: skip
    if last in named:
        return named[last]
    if last.endswith("bias"):
        return 0, 0.1
    assert shape, name
    if len(shape) > 1:
        return 0, math.sqrt(3 / math.prod(shape[1:]))
    # A line of a block can call a factor or an offset of each channel whatever it likes.
    return (1, 0.25) if last.endswith("weight") else (0.5, 0.25)


def deterministic(name, shape):
    base, scale = spread(name, shape)
    values = uniform(name, math.prod(shape)).astype(np.float32) * np.float32(scale)
    return torch.from_numpy((np.float32(base) + values if base else values).reshape(shape))


def deterministic_image(size, channels=3):
    """size: the side of a square, or height and width."""
    height, width = size if isinstance(size, tuple) else (size, size)
    c, y, x = np.meshgrid(np.arange(channels), np.arange(height), np.arange(width), indexing="ij")
    stripes = (2 * ((x * (c + 1) + 2 * y) % 64) - 63) / 64
    noise = uniform("input", channels * height * width).reshape(channels, height, width)
    return torch.from_numpy((stripes + 0.5 * noise).astype(np.float32))[None]


def logits(name, kwargs, pixels, change=None):
    model = timm.model_entrypoint(name)(pretrained=False, **kwargs).eval()
    if change:
        model = change(model).eval()
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
