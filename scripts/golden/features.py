#!/usr/bin/env python3
"""Write tests/golden/features.json: what comes out of layers and blocks of small models.

Forward hooks on timm's modules, on the CPU, with the deterministic weights and the deterministic
image (README.md of tests/golden). An entry has a module's output in channels-last order: its shape,
statistics over all values, and some of them, evenly spaced.

    python scripts/golden/features.py
"""
import json

import timm
import torch
from logit_models import MBCONV_LOGITS, METAFORMER_LOGITS, REGNET_LOGITS, LOGITS, TINY_VIT, VIT_T
from models import SWIN_T, SWIN_V2
from places import GOLDEN, made_with
from torch.nn.functional import cosine_similarity
from weights import deterministic, deterministic_image

SMALL_CONVNEXT = dict(depths=(1, 1, 2, 1), dims=(8, 16, 32, 64), num_classes=10)
SWIN = dict(embed_dim=12, depths=(2, 2), num_heads=(2, 4), num_classes=10)

# Models that other scripts have under the same names.
KNOWN = {name: rest for name, *rest in LOGITS + REGNET_LOGITS + METAFORMER_LOGITS + MBCONV_LOGITS}

# Where a class of timm's joins a norm and an activation, the norm alone is not seen; which values in a
# GELU's tails are zero follows from how its error function is rounded.
# name: (timm model, arguments, pixels), modules whose outputs have channels first, modules where they come last
MODELS = {
    "tiny_convnext": (
        ("convnext_tiny", SMALL_CONVNEXT, 64),
        "stem.0 stem.1 stages.0.blocks.0.conv_dw stages.0 stages.1.downsample.1 stages.2.blocks.0 stages.3",
        "stages.0.blocks.0.norm stages.2.blocks.1.mlp.fc1 stages.3.blocks.0.mlp.act head.fc",
    ),
    "tiny_convnextv2": (
        ("convnextv2_tiny", SMALL_CONVNEXT, 64),
        "stem.1 stages.0 stages.2.blocks.1.conv_dw stages.2.blocks.1 stages.3",
        "stages.0.blocks.0.mlp.grn stages.1.blocks.0.mlp.act stages.2.blocks.0.mlp.grn stages.3.blocks.0.mlp.fc2 head.fc",
    ),
    "tiny_resnet_bottleneck": (
        ("resnet50", dict(layers=(1, 1, 2, 1), num_classes=10), 64),
        "conv1 bn1 act1 maxpool layer1.0.bn2 layer1 layer2.0.downsample.0 layer3.0.conv2 layer3.1 layer4",
        "fc",
    ),
    "tiny_regnety_gn": (
        KNOWN["tiny_regnety_gn"],
        "stem.conv stem s1.b1.conv2.conv s1.b1.se.fc1 s1.b1 s2.b1.downsample.bn s2 s3.b1.conv3.conv s3 s4",
        "head.fc",
    ),
    "mobilenetv3_small_050@64": (
        KNOWN["mobilenetv3_small_050@64"],
        "conv_stem blocks.0.0.conv_dw blocks.0.0.conv_pw blocks.0 blocks.1.0.conv_pwl blocks.1.1 blocks.2.0 blocks.3.1 blocks.4 blocks.5",
        "classifier",
    ),
    "small_inception_next": (
        ("inception_next_tiny", dict(depths=(1, 1, 1, 1), dims=(16, 32, 48, 64), num_classes=10), 64),
        "stem.0 stem.1 stages.0.blocks.0.token_mixer.dwconv_hw stages.0.blocks.0.token_mixer.dwconv_w stages.0.blocks.0.norm "
        "stages.1.blocks.0.mlp.fc1 stages.1 stages.2.downsample.1 stages.2 stages.3",
        "head.fc2",
    ),
    "tiny_caformer": (
        KNOWN["tiny_caformer"],
        "stem.conv stages.0.blocks.0.norm1 stages.0.blocks.0.token_mixer.dwconv stages.0.blocks.0.mlp.fc1 stages.0 "
        "stages.1.downsample.conv stages.1 stages.2.blocks.0.mlp.act stages.2 stages.3",
        "",
    ),
    # Windows that do not divide the map, and are shifted.
    "padded_swin": (
        KNOWN["padded_swin"],
        "",
        "patch_embed.norm layers.0.blocks.0.norm1 layers.0.blocks.0 layers.0.blocks.1.mlp.fc1 layers.0.blocks.1 "
        "layers.1.downsample.norm layers.1.downsample.reduction layers.1.blocks.0 layers.1 norm head.fc",
    ),
    "small_swinv2": (
        (SWIN_V2, dict(SWIN, img_size=64), 64),
        "",
        "patch_embed.norm layers.0.blocks.0.norm1 layers.0.blocks.0 layers.0.blocks.1.mlp.fc1 layers.0 "
        "layers.1.downsample.norm layers.1.blocks.0.norm2 layers.1.blocks.0 layers.1 norm head.fc",
    ),
    "tiny_vit": (
        (VIT_T, dict(TINY_VIT, img_size=32), 32),
        "patch_embed.proj",
        "blocks.0.norm1 blocks.0.attn.qkv blocks.0.attn.proj blocks.0.mlp.fc1 blocks.0.mlp.act blocks.0 blocks.1.norm2 "
        "blocks.1 norm head",
    ),
    # A class token and four registers before those of the map.
    "small_vit_reg_ls": (
        ("vit_small_patch14_reg4_dinov2", dict(TINY_VIT, img_size=32), 32),
        "patch_embed.proj",
        "blocks.0.norm1 blocks.0.attn.qkv blocks.0.ls1 blocks.0.mlp.fc2 blocks.0 blocks.1.mlp.act blocks.1.ls2 blocks.1 "
        "norm head",
    ),
    "tiny_dinov3@24x40": (
        KNOWN["tiny_dinov3@24x40"],
        "patch_embed.proj",
        "blocks.0.norm1 blocks.0.attn.qkv blocks.0.attn.proj blocks.0 blocks.1.norm2 blocks.1 norm head",
    ),
}  # fmt: skip

VALUES = 8


def channels_last(output, first):
    """One image's output as positions and channels, and its shape."""
    output = output[0]
    if first and output.dim() == 3:
        output = output.permute(1, 2, 0)
    return output.reshape(-1, output.shape[-1]).double(), list(output.shape)


def distance(values):
    """Section 3 of ConvNeXt V2: the mean of (1 - cos) / 2 over all pairs of channels."""
    if len(values) == 1:
        return None
    channels = values.T
    cosines = cosine_similarity(channels[:, None], channels[None], dim=-1)
    return float(((1 - cosines) / 2).mean())


def entry(output, first):
    values, shape = channels_last(output, first)
    flat = values.flatten()
    at = [i * (len(flat) - 1) // (VALUES - 1) for i in range(VALUES)]
    return dict(
        shape=shape,
        mean=float(flat.mean()),
        deviation=float(flat.std(correction=0)),
        zeros=float((flat == 0).double().mean()),
        dead=float((values == 0).all(0).double().mean()),
        distance=distance(values),
        values=[round(float(flat[i]), 7) for i in at],
    )


def features(name, spec, first, last):
    kind, kwargs, pixels = spec
    if "vit" in kind or "swin" in kind:
        kwargs = dict(kwargs, img_size=pixels)
    model = timm.model_entrypoint(kind)(pretrained=False, **kwargs).eval()
    state = model.state_dict()
    model.load_state_dict(
        {key: deterministic(key, tuple(t.shape)) if t.is_floating_point() else t for key, t in state.items()}
    )
    found = {}
    for path in first.split() + last.split():
        # A clone: what comes after it may change it in place.
        def keep(module, inputs, output, path=path):
            found[path] = entry(output.clone(), path in first.split())

        model.get_submodule(path).register_forward_hook(keep)
    with torch.no_grad():
        model(deterministic_image(pixels))
    return found


def main():
    timm.layers.set_fused_attn(False)
    models = {name: features(name, *rest) for name, rest in MODELS.items()}
    parts = []
    for name, entries in models.items():
        rows = ",\n".join(f"{json.dumps(path)}: {json.dumps(row)}" for path, row in entries.items())
        parts.append(f"{json.dumps(name)}: {{\n{rows}\n}}")
    text = f'{{\n"made_with": {json.dumps(made_with())},\n"models": {{\n' + ",\n".join(parts) + "\n}\n}\n"
    json.loads(text)
    (GOLDEN / "features.json").write_text(text, encoding="utf-8")
    print(f"wrote features.json, {sum(map(len, models.values()))} outputs")


if __name__ == "__main__":
    main()
