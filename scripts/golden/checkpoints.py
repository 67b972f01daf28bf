#!/usr/bin/env python3
"""Write small checkpoint files for the tests, with the logits that PyTorch gives.

Each file is in the naming of the code that would have written it: timm's and
torchvision's by building their models, facebookresearch's and Microsoft's by
renaming timm's and holding the result against timm's own conversion. Values are
deterministic and rounded to the file's type before the model runs in float32.

Also: what timm's evaluation transform makes of a small picture, and the class
names of ImageNet-1k in timm's order.

    pip install torch torchvision timm safetensors
    python scripts/golden/checkpoints.py
"""

import json
import re
from functools import partial

import numpy as np
import timm
import torch
from PIL import Image
from places import GOLDEN, REPO
from safetensors.torch import save_file
from timm.data import ImageNetInfo, create_transform
from timm.models.convnext import checkpoint_filter_fn as convnext_filter
from timm.models.swin_transformer import checkpoint_filter_fn as swin_filter
from torch import nn
from torchvision.models.convnext import CNBlockConfig, ConvNeXt
from torchvision.models.efficientnet import EfficientNet, FusedMBConvConfig, MBConvConfig
from torchvision.models.mnasnet import MNASNet
from torchvision.models.mobilenetv2 import MobileNetV2
from torchvision.models.mobilenetv3 import InvertedResidualConfig, MobileNetV3
from torchvision.models.regnet import BlockParams, RegNet
from torchvision.models.resnet import BasicBlock, ResNet
from torchvision.models.swin_transformer import SwinTransformer
from torchvision.models.vision_transformer import VisionTransformer
from weights import deterministic_image, spread, uniform

OUT = GOLDEN / "checkpoints"
CLASSES = REPO / "static" / "imagenet-classes.json"

# What torchvision and facebookresearch call timm's gamma, weight and so on.
ALIASES = {
    "layer_scale": "gamma", "class_token": "cls_token", "pos_embedding": "pos_embed",
    "in_proj_weight": "in_proj.weight", "in_proj_bias": "in_proj.bias",
}  # fmt: skip


def values(name, tensor):
    """Other values than the reference's: nobody should pass for having loaded a file by making those."""
    if not tensor.is_floating_point() or name.endswith("attn_mask"):
        return tensor
    last = name.rpartition(".")[2]
    base, scale = spread(ALIASES.get(last, name), tuple(tensor.shape))
    numbers = base + scale * uniform(f"checkpoint/{name}", tensor.numel())
    return torch.from_numpy(numbers.astype(np.float32).reshape(tuple(tensor.shape)))


def rounded(model, dtype):
    """The model's state in a type, and the model holding just that."""
    state = {
        key: values(key, t).to(dtype).contiguous() if t.is_floating_point() else t
        for key, t in model.state_dict().items()
    }
    # MnasNet asks a state of which version it is.
    loaded = model.state_dict()
    loaded.update({key: t.float() if t.is_floating_point() else t for key, t in state.items()})
    model.load_state_dict(loaded)
    return state


def one_stage(model, features):
    """A ResNet that ends after its first stage: the others are wide."""
    model.layer2 = model.layer3 = model.layer4 = nn.Identity()
    model.fc = nn.Linear(features, 10)
    return model


def facebook_convnext(name):
    name = re.sub(r"^stem\.", "downsample_layers.0.", name)
    name = re.sub(r"^stages\.(\d+)\.downsample\.", r"downsample_layers.\1.", name)
    name = re.sub(r"^stages\.(\d+)\.blocks\.", r"stages.\1.", name)
    name = name.replace("conv_dw", "dwconv").replace("mlp.fc1", "pwconv1").replace("mlp.fc2", "pwconv2")
    name = name.replace("mlp.grn.weight", "grn.gamma").replace("mlp.grn.bias", "grn.beta")
    return re.sub(r"^head\.(norm|fc)\.", lambda m: "norm." if m[1] == "norm" else "head.", name)


def facebook_shape(name, tensor):
    return tensor.reshape(1, 1, 1, -1) if ".grn." in name else tensor


def microsoft_swin(name):
    name = re.sub(r"^layers\.(\d+)\.downsample", lambda m: f"layers.{int(m[1]) - 1}.downsample", name)
    return re.sub(r"^head\.fc\.", "head.", name)


def foreign(model, state, rename, reshape, convert):
    """A timm state under other names, once timm has read it back as what it was."""
    renamed = {rename(key): reshape(rename(key), t).contiguous() for key, t in state.items()}
    back = convert({"model": dict(renamed)}, model)
    for key, tensor in state.items():
        assert torch.equal(back[key], tensor), key
    return renamed


CONVNEXT = dict(depths=(1, 1, 2, 1), dims=(6, 8, 12, 20), num_classes=10)
SWIN = dict(embed_dim=12, depths=(2, 2), num_heads=(2, 4), num_classes=10, img_size=56)


def timm_model(name, **kwargs):
    return timm.model_entrypoint(name)(pretrained=False, **kwargs).eval()


def checkpoints():
    """(id, naming, preset, model, type, prefix, file's tensors from the state, pixels)"""
    same = lambda model, state: state
    f32, f16, bf16 = torch.float32, torch.float16, torch.bfloat16
    yield "timm_convnext_f32", "timm", timm_model("convnext_tiny", kernel_sizes=(3, 5, 7, 9), **CONVNEXT), f32, "", same, 64
    yield "timm_convnextv2_f16", "timm", timm_model("convnextv2_atto", **CONVNEXT), f16, "state_dict.", same, 64
    resnext = timm_model("resnext50_32x4d", layers=(2, 1, 1, 1), cardinality=8, base_width=4)
    yield "timm_resnext_bf16", "timm", one_stage(resnext, 256).eval(), bf16, "", same, 64
    vit = timm_model(
        "vit_tiny_patch16_224", patch_size=8, embed_dim=24, depth=2, num_heads=3, num_classes=10, img_size=32
    )
    yield "timm_vit_f16", "timm", vit, f16, "model.", same, 32

    settings = [CNBlockConfig(8, 12, 1), CNBlockConfig(12, 20, 1), CNBlockConfig(20, None, 2)]
    yield "torchvision_convnext_f32", "torchvision", ConvNeXt(settings, num_classes=10).eval(), f32, "", same, 64
    resnet = one_stage(ResNet(BasicBlock, [1, 1, 1, 1]), 64).eval()
    yield "torchvision_resnet_f16", "timm", resnet, f16, "module.", same, 64
    swin = SwinTransformer([4, 4], 12, [2, 2], [2, 4], [7, 7], stochastic_depth_prob=0.0, num_classes=10)
    yield "torchvision_swin_bf16", "torchvision", swin.eval(), bf16, "", same, 56
    vit = VisionTransformer(32, 8, 2, 3, 24, 96, num_classes=10)
    yield "torchvision_vit_f32", "torchvision", vit.eval(), f32, "module.model.", same, 32

    regnet = BlockParams([1, 2], [16, 24], [8, 8], [1.0, 1.0], [2, 2], se_ratio=0.25)
    yield "torchvision_regnet_f32", "torchvision", RegNet(regnet, 10, stem_width=8).eval(), f32, "", same, 64
    settings = [MBConvConfig(1, 3, 1, 8, 8, 1), MBConvConfig(4, 3, 2, 8, 16, 2), MBConvConfig(6, 5, 2, 16, 24, 1)]
    efficientnet = EfficientNet(settings, 0.0, num_classes=10, last_channel=32)
    yield "torchvision_efficientnet_f16", "torchvision", efficientnet.eval(), f16, "", same, 64
    fused = FusedMBConvConfig
    settings = [fused(1, 3, 1, 8, 8, 2), fused(4, 3, 2, 8, 16, 1), fused(4, 3, 2, 16, 24, 1), MBConvConfig(4, 3, 2, 24, 32, 2)]
    # torchvision's own V2 and MobileNetV3 have TensorFlow's epsilon.
    norm = partial(nn.BatchNorm2d, eps=1e-3)
    v2 = EfficientNet(settings, 0.0, num_classes=10, last_channel=32, norm_layer=norm)
    yield "torchvision_efficientnetv2_f16", "torchvision", v2.eval(), f16, "", same, 64
    settings = [[1, 32, 1, 1], [6, 32, 2, 2], [6, 32, 3, 2], [6, 32, 4, 2], [6, 64, 3, 1], [6, 64, 3, 2], [6, 96, 1, 1]]
    v2 = MobileNetV2(10, 0.25, settings)
    yield "torchvision_mobilenetv2_f16", "torchvision", v2.eval(), f16, "", same, 64
    settings = [
        InvertedResidualConfig(*row, 1, 1.0)
        for row in [
            (8, 3, 8, 8, True, "RE", 2), (8, 3, 40, 8, False, "RE", 2), (8, 3, 24, 8, False, "RE", 1),
            (8, 5, 32, 16, True, "HS", 2), (16, 5, 96, 16, True, "HS", 1), (16, 5, 96, 16, True, "HS", 1),
            (16, 5, 48, 24, True, "HS", 1), (24, 5, 72, 24, True, "HS", 1), (24, 5, 144, 24, True, "HS", 2),
            (24, 5, 144, 24, True, "HS", 1), (24, 5, 144, 24, True, "HS", 1),
        ]
    ]  # fmt: skip
    yield "torchvision_mobilenetv3_f16", "torchvision", MobileNetV3(settings, 48, 10).eval(), f16, "", same, 64
    yield "torchvision_mnasnet_f16", "torchvision", MNASNet(0.1, 10).eval(), f16, "", same, 64

    facebook = lambda model, state: foreign(model, state, facebook_convnext, facebook_shape, convnext_filter)
    yield "facebook_convnext_bf16", "facebookresearch", timm_model("convnext_tiny", **CONVNEXT), bf16, "model.", facebook, 64
    v2 = timm_model("convnextv2_tiny", **CONVNEXT)
    yield "facebook_convnextv2_f32", "facebookresearch", v2, f32, "", facebook, 64
    plain = lambda _, tensor: tensor
    microsoft = lambda model, state: foreign(model, state, microsoft_swin, plain, swin_filter)
    yield "microsoft_swin_f32", "Microsoft", timm_model("swin_tiny_patch4_window7_224", **SWIN), f32, "", microsoft, 56


TYPES = {torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16"}


def write_checkpoint(ident, author, model, dtype, prefix, arrange, pixels):
    state = rounded(model, dtype)
    with torch.no_grad():
        out = model(deterministic_image(pixels))[0]
    tensors = {prefix + key: t.contiguous().clone() for key, t in arrange(model, state).items()}
    path = OUT / f"{ident}.safetensors"
    save_file(tensors, path, metadata={"format": "pt"})
    path.chmod(0o644)
    return {
        "author": author,
        "dtype": TYPES[dtype],
        "input": pixels,
        "logits": [round(float(v), 7) for v in out],
        "argmax": int(out.argmax()),
    }


def picture(width, height):
    """A small picture that anyone can make again: `[height, width, 3]`, 0 to 255."""
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(3), indexing="ij")
    return ((x * (5 + 3 * c) + y * (11 - 2 * c) + 40 * (((x // 7) + (y // 5)) % 2)) % 256).astype(np.uint8)


def preprocessed():
    """What timm's evaluation transform gives, before the normalization: 0 to 255, `[side, side, 3]`."""
    cases = []
    for width, height, side, crop, interpolation in [
        (61, 45, 24, 0.875, "bicubic"),
        (45, 61, 24, 0.95, "bilinear"),
        (20, 31, 32, 1.0, "bicubic"),
    ]:
        image = Image.fromarray(picture(width, height))
        transform = create_transform(
            (3, side, side), crop_pct=crop, interpolation=interpolation, mean=(0, 0, 0), std=(1, 1, 1)
        )
        values = (transform(image) * 255).round().to(torch.uint8).permute(1, 2, 0).flatten().tolist()
        cases.append(
            {"width": width, "height": height, "side": side, "crop": crop, "interpolation": interpolation, "values": values}
        )
    return cases


# Two classes with one name each time.
APART = {134: "crane (bird)", 517: "crane (machine)", 638: "maillot", 639: "maillot, tank suit"}


def class_names():
    """The first of the WordNet names of each class of ILSVRC2012."""
    info = ImageNetInfo("imagenet-1k")
    names = [info.index_to_description(i).split(",")[0].strip() for i in range(info.num_classes())]
    names = [APART.get(i, name) for i, name in enumerate(names)]
    assert len(set(names)) == 1000
    return names


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    entries = {case[0]: write_checkpoint(*case) for case in checkpoints()}
    lines = ",\n".join(f"{json.dumps(ident)}: {json.dumps(entry)}" for ident, entry in entries.items())
    (OUT / "logits.json").write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    (OUT / "preprocessed.json").write_text(json.dumps(preprocessed()) + "\n", encoding="utf-8")
    CLASSES.write_text(json.dumps(class_names(), ensure_ascii=False, indent="\t") + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
