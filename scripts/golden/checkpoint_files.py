#!/usr/bin/env python3
"""Write what PyTorch gives for checkpoint files as people have them.

No file is kept: only its tensors' names and shapes, and the logits of the network that it is of.
Values follow from the names, so that the tests make the same file again.

    pip install torch timm transformers
    python scripts/golden/checkpoint_files.py
"""

import json
import math

import numpy as np
import timm
import torch
from places import GOLDEN
from torch import nn
from weights import deterministic_image, uniform

OUT = GOLDEN / "checkpoints" / "files.json"


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


def hf_case(model, size, **more):
    filled(model)
    with torch.no_grad():
        out = model(pixel_values=deterministic_image(size))
    out = out.logits if hasattr(out, "logits") else out.pooler_output
    return entry(shapes(model.state_dict()), out[0], size, 3, more)


RES = dict(layers=(1, 1, 1, 1), num_classes=10)
NEXT = dict(depths=(1, 1, 1, 1), dims=(8, 16, 24, 32), num_classes=10)
VIT = dict(patch_size=8, embed_dim=24, depth=2, num_heads=3, num_classes=10)
SWIN = dict(embed_dim=12, depths=(2, 2), num_heads=(2, 4), num_classes=10)
VIT_T, SWIN_T = "vit_tiny_patch16_224", "swin_tiny_patch4_window7_224"
HEADS = {"heads": 3}


def prefixed(prefix):
    return lambda key: prefix + key


def features(key):
    first, second, rest = key.split(".", 2)
    return f"{first}_{second}.{rest}"


def narrow_resnet(model):
    """Channels inside of blocks that no ratio gives, as after pruning."""
    for stage, inside in zip((model.layer1, model.layer2, model.layer3, model.layer4), (5, 13, 21, 40)):
        block = stage[0]
        block.conv1 = nn.Conv2d(block.conv1.in_channels, inside, 1, bias=False)
        block.bn1 = nn.BatchNorm2d(inside)
        block.conv2 = nn.Conv2d(inside, inside, 3, block.conv2.stride, 1, bias=False)
        block.bn2 = nn.BatchNorm2d(inside)
        block.conv3 = nn.Conv2d(inside, block.conv3.out_channels, 1, bias=False)
    return model


def cifar_resnet(model):
    model.conv1 = nn.Conv2d(3, 64, 3, 1, 1, bias=False)
    model.maxpool = nn.Identity()
    return model


def mm_swin(key):
    stage = lambda text: text.replace("layers.", "backbone.stages.", 1)  # noqa: E731
    if key.startswith("head.fc"):
        return key
    if not key.startswith("layers."):
        return "backbone." + key.replace("patch_embed.proj", "patch_embed.projection").replace("norm.", "norm3.", key.startswith("norm."))
    number = int(key.split(".")[1])
    if "downsample" in key:
        return key.replace(f"layers.{number}", f"backbone.stages.{number - 1}")
    key = key.replace("mlp.fc1", "ffn.layers.0.0").replace("mlp.fc2", "ffn.layers.1").replace("attn.", "attn.w_msa.")
    return stage(key)


def mm_swin_case():
    """OpenMMLab joins four patches channel by channel: the same values in another order."""
    model = filled(timm.create_model(SWIN_T, img_size=56, **SWIN), mm_swin)
    state = model.state_dict()
    for key, value in state.items():
        if "downsample.norm" in key:
            state[key] = value.reshape(-1, 2, 2).permute(2, 1, 0).flatten()
        if "downsample.reduction" in key:
            state[key] = value.reshape(value.shape[0], -1, 2, 2).permute(0, 3, 2, 1).flatten(1)
    model.load_state_dict(state)
    with torch.no_grad():
        out = model(deterministic_image(56))
    return entry({mm_swin(k): s for k, s in shapes(state).items()}, out[0], 56, 3, {})


def mm_vit(key):
    if key.startswith("head."):
        return key.replace("head.", "head.layers.head.")
    if key.startswith("norm."):
        return key.replace("norm.", "backbone.ln1.")
    for old, new in (("patch_embed.proj", "patch_embed.projection"), ("blocks.", "layers."), ("norm1", "ln1"),
                     ("norm2", "ln2"), ("mlp.fc1", "ffn.layers.0.0"), ("mlp.fc2", "ffn.layers.1")):  # fmt: skip
        key = key.replace(old, new)
    return "backbone." + key


def mm_convnext(key):
    for old, new in (("stem.", "backbone.downsample_layers.0."), (".blocks.", "."), ("conv_dw", "depthwise_conv"),
                     ("mlp.fc", "pointwise_conv"), ("head.norm", "backbone.norm3")):  # fmt: skip
        key = key.replace(old, new)
    if ".downsample." in key:
        stage, rest = key.split(".")[1], key.split(".downsample.")[1]
        return f"backbone.downsample_layers.{stage}.{rest}"
    return f"backbone.{key}" if key.startswith("stages.") else key


def timm_cases():
    blur = dict(antialias="blur")
    return {
        "resnet_gn": timm_case("resnet50_gn", 32, **RES, answers={"normGroups": 32}),
        "seresnet": timm_case("seresnet50", 32, **RES),
        "hnf": timm_case("convnext_tiny_hnf", 64, **NEXT),
        "head_mlp": timm_case("convnext_tiny", 64, **NEXT, head_hidden_size=24),
        "layer_scale": timm_case(VIT_T, 32, **VIT, img_size=32, init_values=1e-5, answers=HEADS),
        "qk_norm": timm_case(VIT_T, 32, **VIT, img_size=32, qk_norm=True),
        "registers": timm_case(VIT_T, 32, **VIT, img_size=32, reg_tokens=4, answers=HEADS),
        "norm_pre": timm_case(VIT_T, 32, **VIT, img_size=32, pre_norm=True, answers=HEADS),
        "fc_norm_token": timm_case(VIT_T, 32, **VIT, img_size=32, fc_norm=True, answers={**HEADS, "pool": "token", "lastNorm": "after"}),
        "simple_norm": timm_case("convnext_zepto_rms", 64, **NEXT, answers={"norm": "simple"}),
        "blur": timm_case("resnetblur50", 32, **RES, answers=blur),
        "average": timm_case("resnetaa50", 32, **RES, answers=dict(antialias="average")),
        "output_stride": timm_case("resnet50", 64, **RES, output_stride=16, answers=dict(outputStride="16")),
        "backbone": timm_case("convnext_tiny", 64, **dict(NEXT, num_classes=0)),
        "features": timm_case("convnext_tiny", 64, features, **dict(NEXT, num_classes=0),
                              change=lambda m: strip_norm(m)),
        "resnet_d": timm_case("resnet26d", 32, **RES, stem_width=8),
        "ecaresnet_d": timm_case("ecaresnet50d", 64, **RES, stem_width=8),
        "distilled": timm_case("deit_tiny_distilled_patch16_224", 32, **VIT, img_size=32, answers=HEADS),
        "deit3": timm_case("deit3_small_patch16_224", 32, **VIT, img_size=32, answers=HEADS),
        "grey": timm_case("resnet18", 32, channels=1, **RES),
        "six": timm_case("convnext_tiny", 64, channels=6, **NEXT),
        "cifar": timm_case("resnet18", 32, **RES, change=cifar_resnet),
        "pruned": timm_case("resnet50", 32, **RES, change=narrow_resnet, answers=dict(antialias="none")),
        "sizes": timm_case(VIT_T, 48, **VIT, img_size=48, answers=HEADS),
        "edgenext": timm_case("edgenext_xx_small", 64, num_classes=10, opens=False),
        **{
            f"prefix {prefix}": timm_case("resnet18", 32, prefixed(prefix), extra, **RES)
            for prefix, extra in (
                ("backbone.", {"neck.0.weight": [4]}),
                ("encoder.", {"decoder.0.weight": [4, 4]}),
                ("net.", {}),
                ("ema.", {}),
                ("model_ema.", {}),
                ("state_dict_ema.", {}),
                ("visual.trunk.", {"text.token_embedding.weight": [4, 4], "logit_scale": [1]}),
                ("timm_model.", {}),
                ("teacher.backbone.", {"student.backbone.conv1.weight": [4, 4], "teacher.head.mlp.0.weight": [4, 4]}),
                ("module.encoder_q.", {"module.queue": [4, 4], "module.encoder_k.conv1.weight": [4, 4]}),
                ("model.", {"criterion.weight": [4]}),
                ("module.", {"n_averaged": [1]}),
            )
        },
        "mm convnext": timm_case("convnext_tiny", 64, mm_convnext, **NEXT),
        "mm vit": timm_case(VIT_T, 32, mm_vit, **VIT, img_size=32, answers=HEADS),
        "mm swin": mm_swin_case(),
        "mae": timm_case(VIT_T, 32, None, {"mask_token": [1, 1, 16], "decoder_pos_embed": [1, 17, 16],
                         "decoder_blocks.0.norm1.weight": [16]}, **dict(VIT, num_classes=0), img_size=32, answers=HEADS),
    }  # fmt: skip


def strip_norm(model):
    """What hands on the map of the last stage has no norm behind it."""
    model.head.norm = nn.Identity()
    return model


def hf_cases():
    import transformers as t

    vit = dict(hidden_size=24, num_hidden_layers=2, num_attention_heads=3, intermediate_size=96, image_size=32,
               patch_size=8, num_labels=10)  # fmt: skip
    stages = dict(hidden_sizes=[8, 16, 24, 32], depths=[1, 1, 1, 1], num_labels=10)
    swin = dict(embed_dim=12, depths=[2, 2], num_heads=[2, 4], num_labels=10)
    dino = dict(vit, image_size=28, patch_size=14)
    return {
        "hf convnext": hf_case(t.ConvNextForImageClassification(t.ConvNextConfig(**stages)), 64),
        "hf convnextv2": hf_case(t.ConvNextV2ForImageClassification(t.ConvNextV2Config(**stages)), 64),
        "hf resnet": hf_case(t.ResNetForImageClassification(t.ResNetConfig(embedding_size=16, hidden_sizes=[64, 128, 256, 512], depths=[1, 1, 1, 1], num_labels=10)), 32),
        "hf vit": hf_case(t.ViTForImageClassification(t.ViTConfig(**vit)), 32, answers=HEADS),
        "hf deit": hf_case(t.DeiTForImageClassificationWithTeacher(t.DeiTConfig(**vit)), 32, answers=HEADS),
        "hf swin": hf_case(t.SwinForImageClassification(t.SwinConfig(image_size=56, **swin)), 56),
        "hf swinv2": hf_case(t.Swinv2ForImageClassification(t.Swinv2Config(image_size=64, window_size=8, **swin)), 64,
                             answers={"window": [8, 8], "pretrainedWindow": [0, 0]}),
        "hf dinov2": hf_case(t.Dinov2Model(t.Dinov2Config(**dino)), 28, answers={**HEADS, "activation": "gelu"}),
        "hf dinov2 registers": hf_case(t.Dinov2WithRegistersModel(t.Dinov2WithRegistersConfig(**dino)), 28, opens=False),
        "hf dinov2 gated": hf_case(t.Dinov2Model(t.Dinov2Config(use_swiglu_ffn=True, **dino)), 28,
                                   answers={**HEADS, "activation": "silu"}),
        "hf dinov3 convnext": hf_case(t.DINOv3ConvNextModel(t.DINOv3ConvNextConfig(hidden_sizes=[8, 16, 24, 32], depths=[1, 1, 1, 1])), 64),
        "hf clip": hf_case(t.CLIPVisionModel(t.CLIPVisionConfig(**vit)), 32, answers={**HEADS, "activation": "quickGelu"}),
        "hf siglip": hf_case(t.SiglipVisionModel(t.SiglipVisionConfig(**vit)), 32, answers={**HEADS, "activation": "geluTanh"}),
    }  # fmt: skip


def main():
    cases = {**timm_cases(), **hf_cases()}
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(case)}" for name, case in cases.items())
    OUT.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    print(f"wrote {len(cases)} files")


if __name__ == "__main__":
    main()
