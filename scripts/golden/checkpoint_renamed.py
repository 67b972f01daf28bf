"""Files in the names of authors whose networks timm has too: its models, renamed as timm's own conversions say."""

import re

import timm
import torch
from checkpoint_cases import (
    HEADS,
    NEXT,
    RES,
    SWIN,
    SWIN_T,
    VIT,
    VIT_T,
    converted_case,
    entry,
    filled,
    later,
    outputs,
    shapes,
    timm_case,
)
from small_metaformers import SIZES
from timm.models import metaformer
from torch import nn


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


@later
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
    return entry({mm_swin(k): s for k, s in shapes(state).items()}, outputs(model, 56), 56, 3, {})


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


def mm_resnet(key):
    """mmpretrain's, whose backbone has torchvision's names."""
    return f"head.{key}" if key.startswith("fc.") else f"backbone.{key.replace('se.fc', 'se_layer.conv')}"


def mm_gated(key):
    return re.sub(r"(se_layer\.conv[12])\.", r"\1.conv.", mm_resnet(key))


def mm_deep(key):
    """mmsegmentation's and mmdetection's ResNet-D: convolutions and norms of the stem in one row."""
    row = {"conv1.": "stem.", "bn1.": "stem.7."}
    return mm_resnet(next((key.replace(k, v, 1) for k, v in row.items() if key.startswith(k)), key))


def mm_deep_modules(key):
    """mmpretrain's, whose stem has a module around each convolution and its norm."""
    places = {"conv1.0": "0.conv", "conv1.1": "0.bn", "conv1.3": "1.conv", "conv1.4": "1.bn", "conv1.6": "2.conv", "bn1": "2.bn"}
    at = next((place for place in places if key.startswith(f"{place}.")), None)
    return mm_resnet(key) if at is None else f"backbone.stem.{places[at]}{key[len(at):]}"


def sail_metaformer(key):
    """The baselines' (sail-sg/metaformer)."""
    key = re.sub(r"^stem\.(conv|norm)", lambda m: f"downsample_layers.0.{m[1].replace('norm', 'post_norm')}", key)
    key = re.sub(r"^stages\.(\d)\.downsample\.(conv|norm)", lambda m: f"downsample_layers.{m[1]}.{m[2].replace('norm', 'pre_norm')}", key)
    key = key.replace(".blocks.", ".").replace("head.norm.", "norm.")
    return re.sub(r"^head\.fc\.", "head.", key)


def sail_poolformer(key):
    """PoolFormer's (sail-sg/poolformer)."""
    key = key.replace("stem.conv", "patch_embed.proj")
    key = re.sub(r"^stages\.(\d)\.downsample\.conv", lambda m: f"network.{2 * int(m[1]) - 1}.proj", key)
    key = re.sub(r"^stages\.(\d)\.blocks", lambda m: f"network.{2 * int(m[1])}", key)
    key = re.sub(r"layer_scale(\d)\.scale", r"layer_scale_\1", key)
    return key.replace("head.norm.", "norm.").replace("head.fc.", "head.")


@later
def pool_former():
    given = dict(downsample_norm=None, mlp_act=nn.GELU, mlp_bias=True, norm_layers=metaformer.GroupNorm1,
                 layer_scale_init_values=1e-5, res_scale_init_values=None, use_mlp_head=False)  # fmt: skip
    model = filled(metaformer.MetaFormer(**given, **SIZES, num_classes=10), sail_poolformer)
    tensors = {sail_poolformer(k): s for k, s in shapes(model.state_dict()).items()}
    return entry(tensors, outputs(model, 64), 64, 3, {})


def dinov2(state):
    """Of the class token's, which has a position, and of registers, which have none."""
    state = {k: v for k, v in state.items() if k != "mask_token"}
    if "register_tokens" in state:
        state["reg_token"] = state.pop("register_tokens")
        state["cls_token"] = state["cls_token"] + state["pos_embed"][:, :1]
        state["pos_embed"] = state["pos_embed"][:, 1:]
    return {k.replace("mlp.w12", "mlp.fc1").replace("mlp.w3", "mlp.fc2"): v for k, v in state.items()}


@later
def dinov2_case(name, more=lambda key: key, **kwargs):
    model = timm.create_model(name, img_size=32, **dict(VIT, num_classes=0))
    tensors = {more(k).replace("reg_token", "register_tokens"): s for k, s in shapes(model.state_dict()).items()}
    table = [1, 17, 24]
    return converted_case(model, {**tensors, "pos_embed": table, "mask_token": [1, 24]}, dinov2, 32, **kwargs)


def dinov3(state):
    """Keys have no bias: the author's is masked."""
    out = {}
    for key, value in state.items():
        if key.endswith(("mask_token", "periods", "bias_mask")) or key.startswith("local_cls_norm"):
            continue
        if key.endswith("qkv.bias"):
            out[key.replace("qkv.bias", "q_bias")], _, out[key.replace("qkv.bias", "v_bias")] = value.chunk(3)
            continue
        for old, new in (("storage_tokens", "reg_token"), ("ls1.gamma", "gamma_1"), ("ls2.gamma", "gamma_2"),
                         ("mlp.w1.", "mlp.fc1_g."), ("mlp.w2.", "mlp.fc1_x."), ("mlp.w3.", "mlp.fc2.")):  # fmt: skip
            key = key.replace(old, new)
        out[key] = value
    return out


@later
def dinov3_case(name, **kwargs):
    model = timm.create_model(name, img_size=32, global_pool="token", **dict(VIT, num_classes=0))
    back = (("reg_token", "storage_tokens"), ("gamma_1", "ls1.gamma"), ("gamma_2", "ls2.gamma"),
            ("mlp.fc1_g", "mlp.w1"), ("mlp.fc1_x", "mlp.w2"), ("attn.q_bias", "attn.qkv.bias"))  # fmt: skip
    if "plus" in name:
        back = (*back, ("mlp.fc2", "mlp.w3"))
    tensors = {"mask_token": [1, 24], "rope_embed.periods": [2]}
    for key, shape in shapes(model.state_dict()).items():
        if key.endswith(("v_bias", "k_bias")):
            continue
        for new, old in back:
            key = key.replace(new, old)
        tensors[key] = [72] if key.endswith("qkv.bias") else shape
        if key.endswith("qkv.bias"):
            tensors[f"{key}_mask"] = [72]
    return converted_case(model, tensors, lambda state: {**model.state_dict(), **dinov3(state)}, 32, **kwargs)


def facebook_convnext(key):
    for old, new in (("stem.", "downsample_layers.0."), (".blocks.", "."), ("conv_dw", "dwconv"), ("mlp.fc", "pwconv"),
                     ("mlp.grn.weight", "grn.gamma"), ("mlp.grn.bias", "grn.beta"), ("head.norm", "norm"),
                     ("head.fc", "head")):  # fmt: skip
        key = key.replace(old, new)
    return re.sub(r"^stages\.(\d)\.downsample", r"downsample_layers.\1", key)


def dinov3_convnext():
    """Its backbone keeps the last norm a second time, in a list that has none for the other maps."""
    extra = {f"norms.3.{last}": [32] for last in ("weight", "bias")}
    return timm_case("convnext_tiny", 64, facebook_convnext, extra, **dict(NEXT, num_classes=0))


def fcmae_name(key, shape):
    """The name and shape that sparse layers have: positions first, then what goes in, and what comes out."""
    key = facebook_convnext(key)
    if key.startswith("downsample_layers.0."):
        return f"encoder.{key}", shape
    if re.search(r"(dwconv|downsample_layers\.\d\.1)\.", key):
        if key.endswith("bias"):
            return f"encoder.{key}", [1, *shape]
        out, into, side, _ = shape
        return f"encoder.{key.replace('weight', 'kernel')}", [side * side, *([into] if into > 1 else []), out]
    if "grn" in key:
        return f"encoder.{key}", [1, *shape]
    layer = "linear" if "pwconv" in key else "ln"
    path, _, last = key.rpartition(".")
    return f"encoder.{path}.{layer}.{last}", shape


@later
def fcmae():
    model = timm.create_model("convnextv2_tiny", **dict(NEXT, num_classes=0))
    model.head.norm = nn.Identity()
    names = {k: fcmae_name(k, s) for k, s in shapes(model.state_dict()).items()}
    decoder = {"mask_token": [1, 24, 1, 1], "proj.weight": [24, 32, 1, 1], "proj.bias": [24],
               "decoder.0.dwconv.weight": [24, 1, 7, 7], "pred.weight": [3072, 24, 1, 1], "pred.bias": [3072]}  # fmt: skip

    def convert(file):
        state = {}
        for key, shape in shapes(model.state_dict()).items():
            value = file[names[key][0]]
            if names[key][0].endswith("kernel"):
                side = shape[2]
                value = value.reshape(side, side, -1, shape[0]).permute(3, 2, 1, 0)
            state[key] = value.reshape(shape)
        return state

    return converted_case(model, {**dict(names.values()), **decoder}, convert, 64)


def openai(key):
    for old, new in (("patch_embed.proj", "conv1"), ("pos_embed", "positional_embedding"), ("cls_token", "class_embedding"),
                     ("blocks.", "transformer.resblocks."), ("norm_pre", "ln_pre"), ("norm1", "ln_1"), ("norm2", "ln_2"),
                     ("attn.qkv.", "attn.in_proj_"), ("attn.proj", "attn.out_proj"), ("mlp.fc1", "mlp.c_fc"),
                     ("mlp.fc2", "mlp.c_proj")):  # fmt: skip
        key = key.replace(old, new)
    return f"visual.{re.sub('^norm', 'ln_post', key)}"


@later
def clip():
    model = timm.create_model("vit_base_patch16_clip_quickgelu_224", img_size=32, **dict(VIT, num_classes=0))
    flat = {"visual.class_embedding": [24], "visual.positional_embedding": [17, 24]}
    names = {openai(k): k for k in shapes(model.state_dict())}
    tensors = {openai(k): s for k, s in shapes(model.state_dict()).items()}
    text = {"visual.proj": [24, 16], "text_projection": [16, 16], "positional_embedding": [8, 16], "logit_scale": [],
            "token_embedding.weight": [20, 16], "transformer.resblocks.0.attn.in_proj_weight": [48, 16],
            "transformer.resblocks.0.ln_1.weight": [16], "ln_final.weight": [16], "ln_final.bias": [16]}  # fmt: skip

    def convert(file):
        own = model.state_dict()
        return {key: file[name].reshape(own[key].shape) for name, key in names.items()}

    return converted_case(model, {**tensors, **flat, **text}, convert, 32, answers={**HEADS, "activation": "quickGelu"})


def swiglu(key):
    return key.replace("mlp.fc1", "mlp.w12").replace("mlp.fc2", "mlp.w3")


def identity_former(model):
    """PoolFormer V2 without its pools (sail-sg/metaformer, identityformer)."""
    for stage in model.stages:
        for block in stage.blocks:
            block.token_mixer = nn.Identity()
    return model


def caffe_strides(model):
    """The stride on the first 1 x 1, as in mmdetection's style='caffe' and in detectron2's ResNets."""
    for stage in (model.layer2, model.layer3, model.layer4):
        block = stage[0]
        block.conv1.stride, block.conv2.stride = block.conv2.stride, block.conv1.stride
    return model


def renamed_cases():
    deep = dict(RES, stem_width=8)
    segments = {"decode_head.conv_seg.weight": [19, 16, 1, 1], "auxiliary_head.convs.0.conv.weight": [8, 16, 1, 1]}
    detects = {"neck.lateral_convs.0.conv.weight": [8, 16, 1, 1], "rpn_head.rpn_conv.weight": [8, 8, 3, 3],
               "roi_head.bbox_head.fc_cls.weight": [81, 16]}  # fmt: skip
    features = dict(RES, num_classes=0)
    former = dict(depths=(1, 1, 1, 1), dims=(16, 32, 64, 96), num_classes=10)
    return {
        "mm convnext": timm_case("convnext_tiny", 64, mm_convnext, **NEXT),
        "mm vit": timm_case(VIT_T, 32, mm_vit, **VIT, img_size=32, answers=HEADS),
        "mm swin": mm_swin_case(),
        "mm resnet": timm_case("resnet18", 32, mm_resnet, **RES),
        "mm segmentation": timm_case("resnet50d", 32, mm_deep, segments, **dict(deep, num_classes=0)),
        "mm detection": timm_case("resnet50", 32, mm_resnet, detects, **features),
        "mm resnet caffe": timm_case("resnet50", 32, mm_resnet, change=caffe_strides, answers={"strideOn": "pointwise"}, **features),
        "mm resnet d": timm_case("resnet50d", 32, mm_deep_modules, **deep),
        "mm seresnet": timm_case("seresnet50", 32, mm_gated, **RES),
        "sail-sg poolformer": pool_former(),
        "sail-sg convformer": timm_case("tiny_convformer", 64, sail_metaformer, num_classes=10),
        "sail-sg caformer": timm_case("tiny_caformer", 64, sail_metaformer, dims=(8, 16, 32, 64), num_classes=10, answers={"headWidth": 32}),
        "sail-sg poolformer v2": timm_case("tiny_poolformerv2", 64, sail_metaformer, num_classes=10),
        "sail-sg identityformer": timm_case("tiny_poolformerv2", 64, sail_metaformer, num_classes=10, change=identity_former,
                                            answers={"mixers": ["none"] * 4}),
        "sail-sg inceptionnext": timm_case("inception_next_tiny", 64, **former),
        "facebook dinov2": dinov2_case("vit_small_patch14_dinov2", answers=HEADS),
        "facebook dinov2 registers": dinov2_case("vit_small_patch14_reg4_dinov2", answers=HEADS),
        "facebook dinov2 giant": dinov2_case("vit_giant_patch14_reg4_dinov2", swiglu, answers=HEADS),
        "facebook dinov3": dinov3_case("vit_small_patch16_dinov3_qkvb", answers=HEADS),
        "facebook dinov3 plus": dinov3_case("vit_small_plus_patch16_dinov3_qkvb", answers=HEADS),
        "facebook dinov3 convnext": dinov3_convnext(),
        "facebook fcmae": fcmae(),
        "openai clip": clip(),
    }  # fmt: skip
