"""How a case of scripts/golden/checkpoint_files.py is made: a file's names and shapes, and PyTorch's outputs."""

import functools
import math

import numpy as np
import timm
import torch
from weights import deterministic_image, uniform


def later(make):
    """Cases are made one by one, when they are asked for."""
    return functools.wraps(make)(lambda *args, **kwargs: functools.partial(make, *args, **kwargs))


def values(name, shape):
    """The value of every element of a tensor that a file has under this name."""
    last = name.rpartition(".")[2]
    if last == "running_var":
        base, scale = 1, 0.25
    elif last == "logit_scale":
        base, scale = 2.3, 0.2
    elif last == "running_mean" or "bias" in last or last == "beta":
        base, scale = 0, 0.1
    elif len(shape) == 1 or max(shape) == math.prod(shape):
        base, scale = (1, 0.25) if len(shape) == 1 else (0, 0.5)
    elif last in ("weight", "in_proj_weight"):
        base, scale = 0, math.sqrt(3 / math.prod(shape[1:]))
    else:
        base, scale = 0, 0.5
    numbers = uniform(name, math.prod(shape)).astype(np.float32) * np.float32(scale)
    return torch.from_numpy((np.float32(base) + numbers if base else numbers).reshape(tuple(shape)))


def shapes(state):
    return {k: list(v.shape) for k, v in state.items() if v.is_floating_point() and "attn_mask" not in k}


def entry(tensors, out, size, channels, more):
    return {
        "tensors": tensors,
        "input": [*(size if isinstance(size, tuple) else (size, size)), channels],
        "logits": [round(float(v), 6) for v in out.flatten()[:16]],
        **more,
    }


def filled(model, to_file=lambda name: name):
    state = model.state_dict()
    model.load_state_dict(
        {
            k: values(to_file(k), tuple(v.shape)) if v.is_floating_point() and "attn_mask" not in k and
            "coords_table" not in k and not k.endswith("k_bias") else v
            for k, v in state.items()
        }
    )  # fmt: skip
    return model.eval()


@later
def timm_case(name, size, to_file=None, extra=None, channels=3, change=None, **kwargs):
    more = {k: kwargs.pop(k) for k in ("opens", "answers", "says") if k in kwargs}
    model = timm.model_entrypoint(name)(pretrained=False, in_chans=channels, **kwargs)
    if change:
        model = change(model)
    to_file = to_file or (lambda key: key)
    filled(model, to_file)
    with torch.no_grad():
        out = model(deterministic_image(size, channels))
    out = out[-1] if isinstance(out, list) else out
    tensors = {to_file(k): s for k, s in shapes(model.state_dict()).items()
               if "coords_table" not in k and not k.endswith("k_bias")}  # fmt: skip
    return entry({**tensors, **(extra or {})}, out[0], size, channels, more)


def outputs(model, size, channels=3):
    with torch.no_grad():
        return model(deterministic_image(size, channels))[0]


def converted_case(model, tensors, convert, size, **more):
    """A file whose tensors the author's own code takes to a model."""
    model.load_state_dict(convert({k: values(k, s) for k, s in tensors.items()}))
    return entry(tensors, outputs(model.eval(), size), size, 3, more)


RES = dict(layers=(1, 1, 1, 1), num_classes=10)
NEXT = dict(depths=(1, 1, 1, 1), dims=(8, 16, 24, 32), num_classes=10)
VIT = dict(patch_size=8, embed_dim=24, depth=2, num_heads=3, num_classes=10)
SWIN = dict(embed_dim=12, depths=(2, 2), num_heads=(2, 4), num_classes=10)
VIT_T, SWIN_T = "vit_tiny_patch16_224", "swin_tiny_patch4_window7_224"
HEADS = {"heads": 3}
