#!/usr/bin/env python3
"""Write the small checkpoints of this folder again as PyTorch saves them, in ways that people meet.

Each has the tensors of the safetensors file that it is named after, so the tests hold the one
against the other. Also small files that are to be refused.

    pip install torch safetensors numpy
    python scripts/golden/pytorch_files.py
"""

import argparse
from collections import OrderedDict

import numpy as np
import torch
from places import GOLDEN
from safetensors.torch import load_file
from torch import nn

SOURCE = GOLDEN / "checkpoints"
OUT = SOURCE / "pytorch"


def tensors(ident):
    return load_file(SOURCE / f"{ident}.safetensors")


def save(name, value, **kwargs):
    torch.save(value, OUT / name, **kwargs)
    (OUT / name).chmod(0o644)


def optimizer():
    """A step of training leaves tensors under numbers."""
    weight = nn.Parameter(torch.ones(3))
    adam = torch.optim.AdamW([weight])
    weight.sum().backward()
    adam.step()
    return adam.state_dict()


def official(state):
    """As facebookresearch's and Microsoft's training scripts save."""
    args = argparse.Namespace(lr=1e-3, model="convnextv2_tiny", betas=(0.9, 0.999))
    other = {key: tensor + 1 for key, tensor in state.items() if key.startswith("head.")}
    return {"model": state, "optimizer": optimizer(), "epoch": 299, "args": args, "model_ema": other}


def views(state):
    """Tensors that share storages, lie turned, or have gaps; some as float64."""
    out = OrderedDict()
    flat = torch.cat([tensor.flatten() for tensor in state.values()])
    at = 0
    for i, (key, tensor) in enumerate(state.items()):
        if i % 4 == 0:
            out[key] = flat[at : at + tensor.numel()].view(tensor.shape)
        elif i % 4 == 1:
            out[key] = tensor.double()
        elif tensor.dim() == 4:
            out[key] = tensor.to(memory_format=torch.channels_last)
        elif tensor.dim() == 2:
            out[key] = tensor.t().contiguous().t()
        else:
            out[key] = torch.stack([tensor, tensor + 1], -1)[..., 0]
        at += tensor.numel()
        assert torch.equal(out[key].float(), tensor), key
    assert sum(not tensor.is_contiguous() for tensor in out.values()) > 10
    return out


def module(state):
    """A whole module, with the names that a state dict would have."""
    root = nn.Module()
    for key, tensor in state.items():
        *path, last = key.split(".")
        at = root
        for part in path:
            if part not in at._modules:
                at.add_module(part, nn.Module())
            at = at._modules[part]
        at.register_parameter(last, nn.Parameter(tensor, requires_grad=False))
    root.register_buffer("passing", torch.ones(2), persistent=False)
    assert set(root.state_dict()) == set(state)
    return root


class Harm:
    def __reduce__(self):
        import os

        return os.system, ("echo harm",)


def main():
    OUT.mkdir(exist_ok=True)
    save("facebook_convnextv2_f32.pth", official(tensors("facebook_convnextv2_f32")))
    save("timm_convnext_f32.pt", views(tensors("timm_convnext_f32")))
    parameters = OrderedDict(
        (key, nn.Parameter(t, requires_grad=False)) for key, t in tensors("timm_vit_f16").items()
    )
    save("timm_vit_f16.bin", {"state_dict": parameters}, pickle_protocol=4)
    legacy = tensors("facebook_convnext_bf16")
    save("facebook_convnext_bf16.pth", {"model": legacy}, _use_new_zipfile_serialization=False)
    bare = {key.removeprefix("state_dict."): t for key, t in tensors("timm_convnextv2_f16").items()}
    save("timm_convnextv2_f16.pth", {"epoch": 1, "net": module(bare)})
    save("harm.pth", {"x": Harm()})
    save("deepspeed.pt", {"optimizer_state_dict": {"zero_stage": 1, "partition_count": [1]}, "ds_version": "0.15"})
    save("sparse.pth", {"fc.weight": torch.eye(3).to_sparse()})
    save("meta.pth", {"fc.weight": torch.empty(3, 3, device="meta")})
    script = torch.jit.trace(nn.Linear(2, 2), torch.ones(1, 2))
    script.save(str(OUT / "script.pt"))
    np.savez(OUT / "arrays.npz", a=np.ones(2))


if __name__ == "__main__":
    main()
