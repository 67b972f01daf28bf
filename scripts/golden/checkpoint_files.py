#!/usr/bin/env python3
"""Write what PyTorch gives for checkpoint files as people have them.

No file is kept: only its tensors' names and shapes, and the logits of the network that it is of.
Values follow from the names, so that the tests make the same file again.

    pip install torch timm transformers
    python scripts/golden/checkpoint_files.py [NAME ...]

With names, the other cases stay as they are on file.
"""

import json
import sys

from checkpoint_cases import HEADS, NEXT, RES, SWIN, SWIN_T, VIT, VIT_T, entry, filled, later, outputs, shapes, timm_case
from checkpoint_renamed import facebook_convnext, renamed_cases
from checkpoint_transformers import transformers_cases
from places import GOLDEN
from torch import nn
from torchvision.models.resnet import BasicBlock, ResNet
from torchvision.models.swin_transformer import PatchMergingV2, SwinTransformer, SwinTransformerBlockV2

OUT = GOLDEN / "checkpoints" / "files.json"


def prefixed(prefix):
    return lambda key: prefix + key


def features(key):
    first, second, rest = key.split(".", 2)
    return f"{first}_{second}.{rest}"


def facebook_deit3(key):
    """DeiT III's (facebookresearch/deit, models_v2.py)."""
    return key.replace("ls1.gamma", "gamma_1").replace("ls2.gamma", "gamma_2")


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


def narrow_convnext(model):
    """Hidden channels that are no whole multiple of the width, another in every stage."""
    for stage, hidden in zip(model.stages, (25, 49, 77, 100)):
        mlp = stage.blocks[0].mlp
        mlp.fc1 = nn.Linear(mlp.fc1.in_features, hidden)
        mlp.fc2 = nn.Linear(hidden, mlp.fc2.out_features)
    return model


@later
def three_stages():
    """A ResNet for CIFAR (arXiv 1512.03385, section 4.2) with projections, in torchvision's names."""
    model = ResNet(BasicBlock, [1, 1, 1, 1])
    model.inplanes = 16
    model.conv1, model.bn1, model.maxpool = nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.Identity()
    model.layer1, model.layer2, model.layer3 = (
        model._make_layer(BasicBlock, width, 1, stride) for width, stride in ((16, 1), (32, 2), (64, 2))
    )
    model.layer4, model.fc = nn.Identity(), nn.Linear(64, 10)
    filled(model)
    return entry(shapes(model.state_dict()), outputs(model, 32), 32, 3, {})


@later
def torchvision_swin_v2():
    """Its keys have a bias in the file, and none in use."""
    model = SwinTransformer([4, 4], 12, [1, 1], [2, 4], [7, 7], stochastic_depth_prob=0.0, num_classes=10,
                            block=SwinTransformerBlockV2, downsample_layer=PatchMergingV2)  # fmt: skip
    filled(model)
    tensors = {k: s for k, s in shapes(model.state_dict()).items() if "coords_table" not in k}
    return entry(tensors, outputs(model, 56), 56, 3, {"answers": {"window": [7, 7], "pretrainedWindow": [0, 0]}})


def lone(path, inside=""):
    """A classifier among modules without weights, or in a class that someone wrote around a backbone."""
    return lambda key: f"{path}.{key.rpartition('.')[2]}" if key.startswith(("fc.", "head.fc.")) else inside + key


def in_row(key):
    """nn.Sequential(*resnet.children())"""
    places = {"conv1": "0", "bn1": "1", "layer1": "4", "layer2": "5", "layer3": "6", "layer4": "7", "fc": "9"}
    first, _, rest = key.partition(".")
    return f"backbone.{places[first]}.{rest}"


def in_chunks(key):
    """DINOv2's training with blocks in chunks (facebookresearch/dinov2, BlockChunk)."""
    parts = key.split(".")
    return "teacher.backbone." + (f"blocks.{int(parts[1]) // 2}.{key[7:]}" if parts[0] == "blocks" else key)


def detection_convnext(key):
    """facebookresearch/ConvNeXt, object_detection: a norm for each map."""
    return "backbone." + facebook_convnext(key).replace("norm.", "norm3.", key.startswith("head.norm"))


def detection_swin(key):
    """SwinTransformer/Swin-Transformer-Object-Detection, whose maps are merged at the end of a stage."""
    stage, _, rest = key.removeprefix("layers.").partition(".")
    if rest.startswith("downsample"):
        return f"backbone.layers.{int(stage) - 1}.{rest}"
    return "backbone." + key.replace("norm.", "norm3.", key.startswith("norm."))


def norms(widths):
    return {f"backbone.norm{i}.{last}": [width] for i, width in enumerate(widths) for last in ("weight", "bias")}


def beside(prefix):
    return {f"{prefix}{name}": shape for name, shape in timm_case("resnet18", 32, **RES)()["tensors"].items()}


def timm_cases():
    vit = dict(VIT, img_size=32)
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
        "facebook deit3": timm_case("deit3_small_patch16_224", 32, facebook_deit3, **VIT, img_size=32,
                                    answers={**HEADS, "rotary": "none"}),
        "rope ape": timm_case("vit_small_patch16_rope_ape_224", 32, **VIT, img_size=32,
                              answers={**HEADS, "rotary": "counted"}),
        "torchvision swin v2": torchvision_swin_v2(),
        "grey": timm_case("resnet18", 32, channels=1, **RES),
        "six": timm_case("convnext_tiny", 64, channels=6, **NEXT),
        "cifar": timm_case("resnet18", 32, **RES, change=cifar_resnet),
        "pruned": timm_case("resnet50", 32, **RES, change=narrow_resnet, answers=dict(antialias="none")),
        "sizes": timm_case(VIT_T, 48, **VIT, img_size=48, answers=HEADS),
        "seresnext": timm_case("seresnext50_32x4d", 32, **RES),
        "resnet_c": timm_case("resnet50c", 32, **RES, stem_width=8),
        "resnet_s": timm_case("resnet50s", 32, **RES, stem_width=16),
        "resnet_rs": timm_case("resnetrs50", 32, **RES, stem_width=8),
        "resnext_d": timm_case("resnext50d_32x4d", 32, **RES, stem_width=8),
        "four": timm_case(VIT_T, 32, channels=4, **vit, answers=HEADS),
        "cifar three stages": three_stages(),
        "pruned convnext": timm_case("convnext_tiny", 64, **NEXT, change=narrow_convnext),
        "pre_logits": timm_case(VIT_T, 32, None, {"pre_logits.fc.weight": [24, 24], "pre_logits.fc.bias": [24]}, **vit,
                                opens=False, says="a hidden layer before the classifier"),
        "swin absolute": timm_case(SWIN_T, 56, None, {"absolute_pos_embed": [1, 196, 12]}, **SWIN, img_size=56,
                                   opens=False, says="a table of absolute positions"),
        "swin padded": timm_case(SWIN_T, 72, **SWIN, img_size=72),
        "mae fine-tuned": timm_case(VIT_T, 32, **vit, global_pool="avg", class_token=True, answers=HEADS),
        "moco v3": timm_case(VIT_T, 32, prefixed("module.base_encoder."),
                             {"module.base_encoder.head.0.weight": [64, 24], "module.base_encoder.head.1.weight": [64],
                              "module.base_encoder.head.3.weight": [16, 64], "module.predictor.0.weight": [16, 16],
                              "module.momentum_encoder.cls_token": [1, 1, 24]},
                             **dict(vit, num_classes=0), answers=HEADS),
        "moco": timm_case("resnet18", 32, prefixed("module.encoder_q."),
                          {"module.encoder_q.fc.0.weight": [512, 512], "module.encoder_q.fc.0.bias": [512],
                           "module.encoder_q.fc.2.weight": [16, 512], "module.encoder_q.fc.2.bias": [16],
                           **beside("module.encoder_k."), "module.queue": [16, 64], "module.queue_ptr": [1]},
                          **dict(RES, num_classes=0)),
        "swav": timm_case("resnet18", 32, prefixed("module."),
                          {"module.projection_head.0.weight": [32, 512], "module.projection_head.1.running_mean": [32],
                           "module.prototypes.weight": [30, 16]}, **dict(RES, num_classes=0)),
        "dino": timm_case(VIT_T, 32, prefixed("teacher.backbone."),
                          {"student.module.backbone.cls_token": [1, 1, 24], "teacher.head.mlp.0.weight": [8, 24],
                           "teacher.head.last_layer.weight_g": [16, 1], "teacher.head.last_layer.weight_v": [16, 8],
                           "dino_loss.center": [1, 16]}, **dict(vit, num_classes=0), answers=HEADS),
        "mae whole": timm_case(VIT_T, 32, None,
                               {"mask_token": [1, 1, 16], "decoder_pos_embed": [1, 17, 16], "decoder_embed.weight": [16, 24],
                                "decoder_embed.bias": [16], "decoder_blocks.0.attn.qkv.weight": [48, 16],
                                "decoder_norm.weight": [16], "decoder_pred.weight": [192, 16], "decoder_pred.bias": [192]},
                               **dict(vit, num_classes=0), answers=HEADS),
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
                ("_orig_mod.", {}),
                ("module._orig_mod.", {}),
            )
        },
        "classifier in a row": timm_case("resnet18", 32, lone("fc.1"), **RES),
        "classifier of two layers": timm_case("resnet18", 32, lone("fc.3"), {"fc.0.weight": [512, 512], "fc.0.bias": [512]}, **RES,
                                              opens=False, says="a classifier (4 tensors"),
        "classifier beside a backbone": timm_case("convnext_tiny", 64, lone("classifier", "backbone."), **NEXT),
        "modules in a row": timm_case("resnet18", 32, in_row, {"projection_head.layers.0.weight": [8, 8]}, **RES),
        "dinov2 chunks": timm_case(VIT_T, 32, in_chunks, {"teacher.dino_head.mlp.0.weight": [8, 24]}, **dict(vit, num_classes=0), answers=HEADS),
        "detection convnext": timm_case("convnext_tiny", 64, detection_convnext, {**norms((8, 16, 24)), "neck.lateral_convs.0.conv.weight": [8, 8, 1, 1]},
                                        **dict(NEXT, num_classes=0)),
        "detection swin": timm_case(SWIN_T, 64, detection_swin, norms((8, 16, 32)), window_size=2, embed_dim=8, depths=(1, 1, 1, 1),
                                    num_heads=(1, 2, 4, 8), num_classes=0, img_size=64),
        "unet": timm_case("resnet18", 32, prefixed("encoder."), {"decoder.blocks.0.conv1.0.weight": [4, 4, 3, 3], "segmentation_head.0.weight": [2, 4, 3, 3]},
                          **dict(RES, num_classes=0)),
        "simsiam": timm_case("resnet18", 32, prefixed("module.encoder."),
                             {"module.encoder.fc.0.weight": [512, 512], "module.encoder.fc.1.weight": [512], "module.encoder.fc.6.weight": [16, 512],
                              "module.predictor.0.weight": [4, 16]}, **dict(RES, num_classes=0)),
        "openclip convnext": timm_case("convnext_tiny", 64, prefixed("visual.trunk."),
                                       {"visual.head.proj.weight": [16, 32], "text.token_embedding.weight": [4, 4], "logit_scale": [1]},
                                       **dict(NEXT, num_classes=0)),
        "beside an average": timm_case("resnet18", 32, prefixed("model."), beside("model_ema."), **RES),
        "mae": timm_case(VIT_T, 32, None, {"mask_token": [1, 1, 16], "decoder_pos_embed": [1, 17, 16],
                         "decoder_blocks.0.norm1.weight": [16]}, **dict(VIT, num_classes=0), img_size=32, answers=HEADS),
    }  # fmt: skip


def strip_norm(model):
    """What hands on the map of the last stage has no norm behind it."""
    model.head.norm = nn.Identity()
    return model


def main():
    every = {**timm_cases(), **renamed_cases(), **transformers_cases()}
    kept = json.loads(OUT.read_text(encoding="utf-8")) if sys.argv[1:] else {}
    cases = {name: make() if name in sys.argv or name not in kept else kept[name] for name, make in every.items()}
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(case)}" for name, case in cases.items())
    OUT.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    print(f"wrote {len(cases)} files")


if __name__ == "__main__":
    main()
