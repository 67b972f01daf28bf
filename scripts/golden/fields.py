#!/usr/bin/env python3
"""Write tests/golden/fields.json: effective receptive fields of small models, by PyTorch's autograd.

For the deterministic image under the deterministic weights, on the CPU and in double precision (README.md
of tests/golden): the gradient, at every pixel, of the sum of the channels of the unit in the middle of a
module's output, every other channel with a minus; its absolute values added up over colours (Luo et al.
2016), as shares of all. An entry has the sum of each row and of each column of them.

    python scripts/golden/fields.py
"""

import timm
import torch
from gradients import ALL
from places import write_models
from weights import deterministic, deterministic_image

MODELS = {
    "tiny_convnext": "stem stages.0 stages.2.blocks.0 stages.3",
    "tiny_resnet_bottleneck": "maxpool layer1 layer2 layer4",
}


def fields(name, paths):
    kind, kwargs, pixels = ALL[name]
    model = timm.model_entrypoint(kind)(pretrained=False, **kwargs).eval()
    state = model.state_dict()
    model.load_state_dict(
        {key: deterministic(key, tuple(t.shape)) if t.is_floating_point() else t for key, t in state.items()}
    )
    model = model.double()
    entries = {}
    for path in paths:
        found = []
        hook = model.get_submodule(path).register_forward_hook(lambda module, inputs, output: found.append(output))
        image = deterministic_image(pixels).double().requires_grad_()
        model(image)
        hook.remove()
        _, channels, height, width = found[0].shape
        signs = 1 - 2 * (torch.arange(channels) % 2)
        (found[0][0, :, height // 2, width // 2] * signs).sum().backward()
        field = image.grad[0].abs().sum(0)
        field /= field.sum()
        entries[path] = {
            "rows": [float(f"{v:.7g}") for v in field.sum(1)],
            "columns": [float(f"{v:.7g}") for v in field.sum(0)],
        }
    return entries


def main():
    models = {name: fields(name, paths.split()) for name, paths in MODELS.items()}
    write_models("fields.json", models)


if __name__ == "__main__":
    main()
