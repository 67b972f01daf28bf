#!/usr/bin/env python3
"""Write tests/golden/lesions.json: logits of small models without one of their blocks.

Each block in turn is torch.nn.Identity, where that takes what it is given: blocks that narrow the map or
widen it stay. For the deterministic image under the deterministic weights, in float32 on the CPU
(README.md of tests/golden).

    python scripts/golden/lesions.py
"""

import timm
import torch
from gradients import ALL
from places import write_models
from weights import deterministic, deterministic_image

# Blocks by their paths.
MODELS = {
    "tiny_convnext": "stages.0.blocks.0 stages.2.blocks.0 stages.2.blocks.1 stages.3.blocks.0",
    "tiny_resnet_bottleneck": "layer3.1",
    "mobilenetv3_small_050@64": "blocks.1.1 blocks.2.1",
    "tiny_swin": "layers.0.blocks.0 layers.0.blocks.1 layers.1.blocks.1",
    "tiny_vit": "blocks.0 blocks.1",
    "small_inception_next": "stages.0.blocks.0 stages.3.blocks.0",
}


def made(name):
    kind, kwargs, pixels = ALL[name]
    model = timm.model_entrypoint(kind)(pretrained=False, **kwargs).eval()
    state = model.state_dict()
    model.load_state_dict(
        {key: deterministic(key, tuple(t.shape)) if t.is_floating_point() else t for key, t in state.items()}
    )
    return model, deterministic_image(pixels)


def without(name, path):
    model, image = made(name)
    parent, _, last = path.rpartition(".")
    setattr(model.get_submodule(parent), last, torch.nn.Identity())
    with torch.no_grad():
        return [float(f"{v:.8g}") for v in model(image)[0]]


def main():
    timm.layers.set_fused_attn(False)
    models = {name: {path: without(name, path) for path in paths.split()} for name, paths in MODELS.items()}
    write_models("lesions.json", models)


if __name__ == "__main__":
    main()
