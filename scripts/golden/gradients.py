#!/usr/bin/env python3
"""Write tests/golden/gradients.json: gradients of small models, by PyTorch's autograd.

Of the largest logit for the deterministic image under the deterministic weights, on the CPU (README.md
of tests/golden): the gradient at the input, channels last, as its norm and some of its values, evenly
spaced; and Grad-CAM (arXiv 1610.02391) at two modules, whole: the sum of a module's channels, each times
its mean gradient over the positions of the picture, where that is positive. Class and register tokens
are no positions.

    python scripts/golden/gradients.py
"""

import timm
import torch
from convnets import CHANGES, SMALL, SMALL_CONVNEXT
from features import SWIN
from logit_models import CONVNET_LOGITS, LOGITS, MBCONV_LOGITS, METAFORMER_LOGITS, REGNET_LOGITS, TINY_VIT, VIT_T
from models import SWIN_T, SWIN_V2
from places import write_models
from weights import deterministic, deterministic_image

OTHERS = {
    "tiny_convnext": ("convnext_tiny", SMALL_CONVNEXT, 64),
    "tiny_convnextv2": ("convnextv2_tiny", SMALL_CONVNEXT, 64),
    "small_convnext_ols": ("convnext_tiny", dict(SMALL_CONVNEXT, stem_type="overlap_tiered"), 64),
    "tiny_resnet_bottleneck": ("resnet50", dict(layers=(1, 1, 2, 1), num_classes=10), 64),
    "tiny_resnext": ("resnext50_32x4d", dict(layers=(1, 1, 1, 1), cardinality=8, base_width=4, num_classes=10), 64),
    "small_inception_next": (
        "inception_next_tiny",
        dict(depths=(1, 1, 1, 1), dims=(16, 32, 48, 64), num_classes=10),
        64,
    ),
    "tiny_swin": (SWIN_T, dict(SWIN, img_size=56), 56),
    "small_swinv2": (SWIN_V2, dict(SWIN, img_size=64), 64),
    "tiny_vit": (VIT_T, dict(TINY_VIT, img_size=32), 32),
    "average_vit": (VIT_T, dict(TINY_VIT, global_pool="avg", img_size=32), 32),
    "small_vit_reg_ls": ("vit_small_patch14_reg4_dinov2", dict(TINY_VIT, img_size=32), 32),
    "small_deit_distilled": ("deit_tiny_distilled_patch16_224", dict(TINY_VIT, img_size=32), 32),
}
KNOWN = {
    name: (kind, dict(kwargs, img_size=pixels), pixels) for name, kind, kwargs, pixels in LOGITS
} | {
    name: rest for name, *rest in SMALL + CONVNET_LOGITS + REGNET_LOGITS + METAFORMER_LOGITS + MBCONV_LOGITS
}  # fmt: skip
ALL = KNOWN | OTHERS

# Modules whose outputs Grad-CAM is made of. Between them the models have every operation.
MODELS = {
    "tiny_convnext": "stages.1 stages.3",
    "tiny_convnextv2": "stages.2.blocks.0 stages.3",
    "small_convnext_ols": "stages.1 stages.3",
    "small_simple_norm": "stages.0 stages.2",
    "small_rms": "stages.0 stages.3",
    "tiny_resnet_bottleneck": "layer1 layer4",
    "tiny_resnext": "layer2 layer3",
    "small_eca": "layer2 layer4",
    "small_blur": "layer1 layer3",
    "small_average": "layer1 layer4",
    "tiny_regnety_gn": "s1 s3",
    "mobilenetv3_small_050@64": "blocks.1 blocks.5",
    "mobilenetv4_conv_small_035/aa_layer=blurpc": "blocks.1 blocks.3",
    "small_inception_next/output_stride=8": "stages.0 stages.3",
    "tf_mobilenetv3_small_075@64": "blocks.1 blocks.5",
    "tiny_poolformerv2": "stages.0 stages.3",
    "tiny_caformer": "stages.1 stages.3",
    "tiny_swin": "layers.0 norm",
    "padded_swin": "layers.0.blocks.1 norm",
    "odd_swin": "layers.0 norm",
    "small_swinv2": "layers.0.blocks.1 norm",
    "tiny_vit": "blocks.0 blocks.1.norm1",
    "average_vit": "blocks.0 blocks.1",
    "small_vit_reg_ls": "blocks.0 blocks.1.norm1",
    "map_vit": "blocks.0 norm",
    "clip_vit": "blocks.0 blocks.1.norm1",
    "mixed_rope_vit@24x40": "blocks.0 blocks.1.norm1",
    "tiny_dinov3@24x40": "blocks.0 blocks.1.norm1",
    "packed_eva02": "blocks.0 blocks.1.norm1",
}

VALUES = 12


def positions_last(tensor, model, name):
    """A module's output or gradient at the positions of the picture, `[positions, channels]`."""
    tensor = tensor[0]
    if tensor.dim() == 3:
        last = "swin" in name
        return (tensor if last else tensor.permute(1, 2, 0)).reshape(-1, tensor.shape[-1 if last else 0])
    return tensor[getattr(model, "num_prefix_tokens", 0) :]


def gradients(name, paths):
    kind, kwargs, pixels = ALL[name]
    model = timm.model_entrypoint(kind)(pretrained=False, **kwargs).eval()
    if name in CHANGES:
        model = CHANGES[name](model).eval()
    state = model.state_dict()
    model.load_state_dict(
        {key: deterministic(key, tuple(t.shape)) if t.is_floating_point() else t for key, t in state.items()}
    )
    # In double precision: what float32 leaves of a gradient that nearly cancels is its order of summation.
    # timm makes tables of rotary positions in float32.
    precision = torch.float32 if "rope" in kind or "eva02" in kind or "dinov3" in kind else torch.float64
    model = model.to(precision)
    found = {}
    for path in paths:

        def keep(module, inputs, output, path=path):
            found[path] = output
            output.retain_grad()

        model.get_submodule(path).register_forward_hook(keep)
    image = deterministic_image(pixels).to(precision).requires_grad_()
    logits = model(image)[0]
    number = int(logits.argmax())
    logits[number].backward()
    cams = {}
    for path in paths:
        values = positions_last(found[path].detach(), model, name)
        weights = positions_last(found[path].grad, model, name).mean(0)
        cams[path] = [float(f"{v:.7g}") for v in (values @ weights).relu()]
    flat = image.grad[0].permute(1, 2, 0).flatten()
    at = [i * (len(flat) - 1) // (VALUES - 1) for i in range(VALUES)]
    return {
        "class": number,
        "norm": float(flat.norm()),
        "largest": float(flat.abs().max()),
        "values": [float(f"{flat[i]:.7g}") for i in at],
        "cams": cams,
    }


def main():
    timm.layers.set_fused_attn(False)
    models = {}
    for name, paths in MODELS.items():
        models[name] = gradients(name, paths.split())
        print(name, flush=True)
    write_models("gradients.json", models)


if __name__ == "__main__":
    main()
