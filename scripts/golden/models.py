"""Which networks are counted: timm's names and arguments, and the input in pixels."""

import timm
from timm.models._registry import get_pretrained_cfg

from regnets import REGNETS, REGNETS_256, REGNETS_384, REGNET_VARIANTS

RESNETS = [
    "resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "resnet200",
    "resnext50_32x4d", "resnext101_32x4d", "resnext101_32x8d", "resnext101_64x4d",
    "wide_resnet50_2", "wide_resnet101_2",
]  # fmt: skip
CONVNEXTS = [f"convnext_{s}" for s in ("atto", "femto", "pico", "nano", "tiny", "small", "base", "large", "xlarge")]
CONVNEXTS_V2 = [
    f"convnextv2_{s}" for s in ("atto", "femto", "pico", "nano", "tiny", "small", "base", "large", "huge")
]
INCEPTION_NEXTS = [f"inception_next_{s}" for s in ("atto", "tiny", "small", "base")]
TRANSFORMERS_224 = [
    *(f"swin_{s}_patch4_window7_224" for s in ("tiny", "small", "base", "large")),
    *(f"swin_s3_{s}_224" for s in ("tiny", "small", "base")),
    *(f"vit_{s}_patch16_224" for s in ("tiny", "small", "base", "large")),
    "vit_base_patch8_224",
    *(f"vit_{s}_patch32_224" for s in ("small", "base")),
    *(f"deit_{s}_patch16_224" for s in ("tiny", "small", "base")),
]  # fmt: skip
TRANSFORMERS_384 = [
    *(f"swin_{s}_patch4_window12_384" for s in ("base", "large")),
    *(f"vit_{s}_patch16_384" for s in ("base", "large")),
]

SWINS_V2 = [
    *((f"swinv2_{s}_window{w}_256", 256) for s in ("tiny", "small", "base") for w in (8, 16)),
    *((f"swinv2_{s}_window12_192", 192) for s in ("base", "large")),
    *((f"swinv2_{s}_window12to16_192to256", 256) for s in ("base", "large")),
    *((f"swinv2_{s}_window12to24_192to384", 384) for s in ("base", "large")),
]  # fmt: skip

# Differential attention is outside our design space.
DIFFERENTIAL = ("vit_dwee_", "vit_dlittle_", "vit_dpwee_")


def vits():
    """Yields every other ViT of timm's, and the input that it is meant for."""
    for module in ("vision_transformer", "deit", "eva"):
        for name in timm.list_models(module=module):
            if name not in TRANSFORMERS_224 + TRANSFORMERS_384 and not name.startswith(DIFFERENTIAL):
                yield name, get_pretrained_cfg(name).input_size[-1]


# Published resolutions other than 224.
OTHER_RESOLUTIONS = [
    ("resnet50", 288), ("resnet50", 384), ("resnet152", 288), ("resnext50_32x4d", 288),
    ("resnext101_64x4d", 288), ("wide_resnet50_2", 288),
    ("convnext_atto", 288), ("convnext_nano", 288),
    ("convnext_tiny", 288), ("convnext_tiny", 384), ("convnext_small", 384),
    ("convnext_base", 288), ("convnext_base", 384), ("convnext_large", 384), ("convnext_xlarge", 384),
    ("convnextv2_nano", 384), ("convnextv2_tiny", 288), ("convnextv2_tiny", 384),
    ("convnextv2_base", 384), ("convnextv2_huge", 384),
]  # fmt: skip

# Sizes that are no multiple of the total stride: floor in the strided convs of
# ConvNeXt, rounding up in the padded ones of ResNet.
ODD_RESOLUTIONS = [
    *(("convnext_tiny", px) for px in (33, 100, 225, 250, 255)),
    ("convnext_atto", 225), ("convnextv2_atto", 250),
    *(("resnet50", px) for px in (33, 100, 199, 225)),
    ("resnet18", 225), ("resnet34", 97), ("resnext50_32x4d", 199),
]  # fmt: skip

# (id, timm model, keyword arguments of the model's function, input pixels)
VARIANTS = [
    # ConvNeXt V1
    ("convnext_tiny/depths_3_3_27_3", "convnext_tiny", dict(depths=(3, 3, 27, 3)), 224),
    ("convnext_tiny/depths_1_2_3_4", "convnext_tiny", dict(depths=(1, 2, 3, 4)), 224),
    ("convnext_tiny/kernels_3_5_7_9", "convnext_tiny", dict(kernel_sizes=(3, 5, 7, 9)), 224),
    ("convnext_tiny/kernels_9_9_9_9", "convnext_tiny", dict(kernel_sizes=(9, 9, 9, 9)), 224),
    ("convnext_tiny/kernels_11_9_5_3", "convnext_tiny", dict(kernel_sizes=(11, 9, 5, 3)), 250),
    ("convnext_tiny/kernel_1", "convnext_tiny", dict(kernel_sizes=1), 224),
    # A kernel wider than the map that it runs on (5x5 down to 1x1).
    ("convnext_tiny/kernels_31_29_27_13", "convnext_tiny", dict(kernel_sizes=(31, 29, 27, 13)), 33),
    ("convnext_tiny/classes_10", "convnext_tiny", dict(num_classes=10), 224),
    ("convnext_tiny/no_head", "convnext_tiny", dict(num_classes=0), 224),
    ("convnext_tiny/no_layer_scale", "convnext_tiny", dict(ls_init_value=None), 224),
    ("convnext_tiny/grn", "convnext_tiny", dict(use_grn=True), 224),
    ("convnext_tiny/grayscale", "convnext_tiny", dict(in_chans=1), 224),
    ("convnext_tiny/patch_2", "convnext_tiny", dict(patch_size=2), 112),
    ("convnext_tiny/patch_8", "convnext_tiny", dict(patch_size=8), 224),
    ("convnext_tiny/no_conv_bias", "convnext_tiny", dict(conv_bias=False), 224),
    ("convnext_tiny/conv_mlp", "convnext_tiny", dict(conv_mlp=True), 224),
    ("convnext_tiny/norm_before_pool", "convnext_tiny", dict(head_norm_first=True), 224),
    ("convnext_tiny/dims_30_66_130_258", "convnext_tiny", dict(dims=(30, 66, 130, 258)), 224),
    ("convnext_base/no_layer_scale", "convnext_base", dict(ls_init_value=None), 224),
    ("convnext_nano/linear_mlp", "convnext_nano", dict(conv_mlp=False), 224),
    # ConvNeXt V2
    ("convnextv2_nano/linear_mlp", "convnextv2_nano", dict(conv_mlp=False), 224),
    ("convnextv2_tiny/dims_13_27_51_99", "convnextv2_tiny", dict(dims=(13, 27, 51, 99)), 224),
    ("convnextv2_atto/dims_37_73_145_291", "convnextv2_atto", dict(dims=(37, 73, 145, 291), num_classes=7), 225),
    ("convnextv2_tiny/kernels_5_7_9_11", "convnextv2_tiny", dict(kernel_sizes=(5, 7, 9, 11)), 100),
    ("convnextv2_tiny/layer_scale", "convnextv2_tiny", dict(ls_init_value=1e-6), 224),
    # ResNet
    ("resnet50_gn", "resnet50_gn", {}, 224),
    ("resnet50/gelu", "resnet50", dict(act_layer="gelu"), 224),
    ("resnet50/depths_3_3_9_3", "resnet50", dict(layers=(3, 3, 9, 3)), 224),
    ("resnet50/classes_10", "resnet50", dict(num_classes=10), 224),
    ("resnet50/grayscale", "resnet50", dict(in_chans=1), 224),
    ("resnet50/channels_48_96_192_384", "resnet50", dict(channels=(48, 96, 192, 384)), 224),
    ("resnet50/width_96", "resnet50", dict(base_width=96), 224),
    ("resnet18/depths_1_1_2_1", "resnet18", dict(layers=(1, 1, 2, 1)), 64),
    ("resnet50/depths_1_1_2_1", "resnet50", dict(layers=(1, 1, 2, 1)), 64),
    ("resnet50/depths_1_1_2_1_8x4d", "resnet50", dict(layers=(1, 1, 2, 1), cardinality=8, base_width=4), 64),
    ("resnet50/depths_1_1_2_1_4x24d", "resnet50", dict(layers=(1, 1, 2, 1), cardinality=4, base_width=24), 97),
    ("resnet18/gelu", "resnet18", dict(act_layer="gelu", num_classes=10), 64),
    ("resnet50/hardswish", "resnet50", dict(act_layer="hard_swish"), 224),
    ("seresnet18", "seresnet18", {}, 224),
    ("seresnet50", "seresnet50", {}, 224),
    ("seresnext50_32x4d", "seresnext50_32x4d", {}, 225),
    # InceptionNeXt: other depths, widths and ratios, and a map that leaves a rest.
    ("inception_next_base@384", "inception_next_base", {}, 384),
    ("inception_next_tiny@225", "inception_next_tiny", dict(num_classes=10), 225),
    (
        "inception_next_tiny/three_stages",
        "inception_next_tiny",
        dict(depths=(1, 2, 3), dims=(20, 44, 100), mlp_ratios=(2.5, 4, 3.25)),
        160,
    ),
    # Output strides, on maps of even and odd sides.
    ("convnext_atto/output_stride_8", "convnext_atto", dict(output_stride=8), 225),
    ("convnext_tiny/output_stride_8", "convnext_tiny", dict(output_stride=8), 256),
    ("resnet18/output_stride_8", "resnet18", dict(output_stride=8), 225),
    ("resnet34/output_stride_16", "resnet34", dict(output_stride=16), 224),
    ("resnext50_32x4d/output_stride_8", "resnext50_32x4d", dict(output_stride=8), 97),
    ("regnetx_002/output_stride_8", "regnetx_002", dict(output_stride=8), 225),
    ("regnety_004/output_stride_16", "regnety_004", dict(output_stride=16), 224),
    ("regnetz_005/output_stride_8", "regnetz_005", dict(output_stride=8), 97),
    ("regnetv_040/output_stride_8", "regnetv_040", dict(output_stride=8), 128),
    ("inception_next_atto/output_stride_8", "inception_next_atto", dict(output_stride=8), 225),
    ("inception_next_tiny/output_stride_16", "inception_next_tiny", dict(output_stride=16), 224),
    ("mobilenetv2_050/output_stride_8", "mobilenetv2_050", dict(output_stride=8), 225),
    ("efficientnet_b0/output_stride_8", "efficientnet_b0", dict(output_stride=8), 224),
    ("efficientnet_b0/output_stride_16", "efficientnet_b0", dict(output_stride=16), 97),
    ("efficientnetv2_rw_t/output_stride_8", "efficientnetv2_rw_t", dict(output_stride=8), 160),
    ("tf_efficientnet_lite0/output_stride_8", "tf_efficientnet_lite0", dict(output_stride=8), 225),
    ("efficientnet_b0/average", "efficientnet_b0", dict(aa_layer="avg"), 97),
    ("mnasnet_050/blur", "mnasnet_050", dict(aa_layer="blurpc"), 225),
    ("fbnetc_100/output_stride_8", "fbnetc_100", dict(output_stride=8), 128),
    # The small models of reference/logits.json.
    ("tiny_convnext", "convnext_tiny", dict(depths=(1, 1, 2, 1), dims=(8, 16, 32, 64), num_classes=10), 64),
    (
        "tiny_convnext_k3579",
        "convnext_tiny",
        dict(depths=(1, 1, 2, 1), dims=(8, 16, 32, 64), kernel_sizes=(3, 5, 7, 9), num_classes=10),
        64,
    ),
    ("tiny_convnextv2", "convnextv2_tiny", dict(depths=(1, 1, 2, 1), dims=(8, 16, 32, 64), num_classes=10), 64),
    ("tiny_resnet_bottleneck", "resnet50", dict(layers=(1, 1, 2, 1), num_classes=10), 64),
    ("tiny_resnet_basic", "resnet18", dict(layers=(1, 1, 1, 1), num_classes=10), 64),
    ("tiny_resnext", "resnet50", dict(layers=(1, 1, 1, 1), cardinality=8, base_width=4, num_classes=10), 64),
    (
        "tiny_swin",
        "swin_tiny_patch4_window7_224",
        dict(img_size=56, embed_dim=12, depths=(2, 2), num_heads=(2, 4), num_classes=10),
        56,
    ),
    (
        "tiny_vit",
        "vit_tiny_patch16_224",
        dict(img_size=32, patch_size=8, embed_dim=24, depth=2, num_heads=3, num_classes=10),
        32,
    ),
]

SWIN_T, SWIN_B = "swin_tiny_patch4_window7_224", "swin_base_patch4_window7_224"
SWIN_V2 = "swinv2_tiny_window8_256"
VIT_T, VIT_S = "vit_tiny_patch16_224", "vit_small_patch16_224"

# (id, timm model, keyword arguments besides img_size, input pixels)
TRANSFORMER_VARIANTS = [
    # Maps that are no multiple of the window (padded), that are odd (patch merging
    # pads), or smaller than the window (it shrinks). timm sizes windows by rounding
    # down where its maps round up, so at 72 px a window of 4 meets a map of 5.
    *((f"swin_tiny@{px}", SWIN_T, {}, px) for px in (32, 36, 56, 72, 100, 112, 160, 200, 216, 256, 288, 320, 384, 448)),
    ("swin_base@384", SWIN_B, {}, 384),
    ("swin_tiny/window_5", SWIN_T, dict(window_size=5), 224),
    ("swin_tiny/window_8", SWIN_T, dict(window_size=8), 256),
    ("swin_tiny/window_12", SWIN_T, dict(window_size=12), 224),
    ("swin_tiny/window_16", SWIN_T, dict(window_size=16), 224),
    ("swin_tiny/window_1", SWIN_T, dict(window_size=1), 64),
    ("swin_tiny/window_2", SWIN_T, dict(window_size=2), 112),
    ("swin_tiny/patch_2", SWIN_T, dict(patch_size=2), 112),
    ("swin_tiny/patch_8", SWIN_T, dict(patch_size=8), 448),
    ("swin_tiny/width_64", SWIN_T, dict(embed_dim=64, num_heads=(2, 4, 8, 16)), 224),
    # timm rounds the channels of a head down: heads of 33 in a width of 100.
    ("swin_tiny/width_100", SWIN_T, dict(embed_dim=100), 224),
    ("swin_tiny/heads_1_2_4_8", SWIN_T, dict(num_heads=(1, 2, 4, 8)), 224),
    ("swin_tiny/depths_1_3_4_2", SWIN_T, dict(depths=(1, 3, 4, 2)), 160),
    ("swin_tiny/three_stages", SWIN_T, dict(depths=(2, 2, 4), num_heads=(3, 6, 12)), 224),
    ("swin_tiny/mlp_2", SWIN_T, dict(mlp_ratio=2.0), 224),
    ("swin_tiny/mlp_3.25", SWIN_T, dict(mlp_ratio=3.25, embed_dim=90), 224),
    ("swin_tiny/no_qkv_bias", SWIN_T, dict(qkv_bias=False), 224),
    ("swin_tiny/classes_10", SWIN_T, dict(num_classes=10), 72),
    ("swin_tiny/windows_by_stage", SWIN_T, dict(window_size=(14, 7, 14, 4)), 224),
    ("swin_tiny/window_7x14", SWIN_T, dict(window_size=(7, 14)), 224),
    ("swin_tiny/windows_of_two_sides", SWIN_T, dict(window_size=(7, (4, 14), (7, 2), 7)), 224),
    ("swinv2_tiny@192", SWIN_V2, dict(window_size=6), 192),
    ("swinv2_tiny/window_8x16", SWIN_V2, dict(window_size=(8, 16)), 256),
    ("swinv2_tiny/trained_6", SWIN_V2, dict(pretrained_window_sizes=(6, 6, 6, 3)), 256),
    ("swinv2_tiny/no_qkv_bias", SWIN_V2, dict(qkv_bias=False), 256),
    ("swinv2_tiny/width_64", SWIN_V2, dict(embed_dim=64, num_heads=(2, 4, 8, 16), num_classes=10), 256),
    *((f"vit_tiny@{px}", VIT_T, {}, px) for px in (32, 160, 225, 256, 384)),
    ("vit_small@512", VIT_S, {}, 512),
    ("vit_small/patch_14", VIT_S, dict(patch_size=14), 224),
    ("vit_small/patch_20", VIT_S, dict(patch_size=20), 224),
    ("vit_small/width_200", VIT_S, dict(embed_dim=200, num_heads=5), 224),
    ("vit_small/depth_3", VIT_S, dict(depth=3), 224),
    ("vit_small/heads_12", VIT_S, dict(num_heads=12), 224),
    ("vit_small/mlp_3.25", VIT_S, dict(mlp_ratio=3.25, embed_dim=198), 224),
    ("vit_small/no_qkv_bias", VIT_S, dict(qkv_bias=False), 224),
    ("vit_small/average", VIT_S, dict(global_pool="avg"), 224),
    ("vit_small/no_class_token", VIT_S, dict(global_pool="avg", class_token=False), 224),
    ("deit_small/classes_10", "deit_small_patch16_224", dict(num_classes=10), 240),
]

# MetaFormers that reference/timm_breadth.json lacks.
METAFORMERS = [
    *(f"poolformer_{s}" for s in ("s36", "m36", "m48")),
    *(f"poolformerv2_{s}" for s in ("s12", "s24", "m36")),
    "convformer_s18",
    *(f"caformer_{s}" for s in ("s36", "m36")),
]
METAFORMER_VARIANTS = [
    ("convformer_s18/plain_head", "convformer_s18", dict(use_mlp_head=False), 225),
    ("caformer_s18/mlp_bias", "caformer_s18", dict(mlp_bias=True, layer_scale_init_values=1e-5), 160),
    ("poolformerv2_s12/mlp_bias", "poolformerv2_s12", dict(mlp_bias=True, num_classes=10), 97),
]

# MBConv networks that reference/timm_breadth.json lacks.
MBCONVS = [("efficientnet_x_b5", 448), ("mobilenetv4_conv_aa_medium", 256)]

# FlopCounterMode's figure with attention as one fused kernel, which needs a real run.
FUSED = ["vit_tiny_patch16_224", "vit_base_patch32_224", "deit_small_patch16_224"]

# The isotropic ConvNeXts of arXiv 2201.03545, table 2; timm does not have them. As published, the
# large one alone has layer scale (facebookresearch/ConvNeXt, its checkpoint).
ISOTROPIC = [
    ("convnext_iso_small", dict(depth=18, dim=384)),
    ("convnext_iso_base", dict(depth=18, dim=768)),
    ("convnext_iso_large", dict(depth=36, dim=1024, layer_scale=True)),
]
ISOTROPIC_PIXELS = [224, 225, 384]

LAYER_MODELS = [
    "convnext_tiny", "convnextv2_atto", "resnet50", "resnext50_32x4d",  # also in the reference
    "swin_tiny_patch4_window7_224", "vit_small_patch16_224",
    "resnet18", "resnext101_64x4d", "wide_resnet50_2", "convnext_atto", "convnextv2_tiny",
    "swin_base_patch4_window12_384", "vit_base_patch32_224", "deit_tiny_patch16_224",
    "deit_tiny_distilled_patch16_224", "vit_pwee_patch16_reg1_gap_256", "vit_base_patch16_xp_224",
    "vit_so150m_patch16_reg4_map_256", "aimv2_large_patch14_224", "beit3_base_patch16_224",
]  # fmt: skip

# FlopCounterMode's figure for the backward pass. It ignores groups there (pytorch PR
# 183405), so ConvNeXt's is kept to show by how much.
BACKWARD = ["resnet18", "resnet50", "swin_tiny_patch4_window7_224", "vit_tiny_patch16_224", "convnext_tiny"]


def cases():
    """Yields (id, source, model, kwargs, input pixels)."""
    for name in RESNETS + CONVNEXTS + CONVNEXTS_V2 + INCEPTION_NEXTS + TRANSFORMERS_224:
        yield name, "timm", name, {}, 224
    for name in TRANSFORMERS_384:
        yield name, "timm", name, {}, 384
    for name, pixels in SWINS_V2:
        yield name, "timm", name, {}, pixels
    for name, pixels in vits():
        yield name, "timm", name, {}, pixels
    for name, pixels in OTHER_RESOLUTIONS + ODD_RESOLUTIONS:
        yield f"{name}@{pixels}", "timm", name, {}, pixels
    for ident, name, kwargs, pixels in VARIANTS:
        yield ident, "timm", name, kwargs, pixels
    for ident, name, kwargs, pixels in TRANSFORMER_VARIANTS:
        yield ident, "timm", name, dict(kwargs, img_size=pixels), pixels
    for name in REGNETS:
        yield name, "timm", name, {}, 384 if name in REGNETS_384 else 256 if name in REGNETS_256 else 224
    for ident, name, kwargs, pixels in REGNET_VARIANTS:
        yield ident, "timm", name, kwargs, pixels
    for name in METAFORMERS:
        yield name, "timm", name, {}, 224
    for ident, name, kwargs, pixels in METAFORMER_VARIANTS:
        yield ident, "timm", name, kwargs, pixels
    for name, pixels in MBCONVS:
        yield name, "timm", name, {}, pixels
    for name, kwargs in ISOTROPIC:
        for pixels in ISOTROPIC_PIXELS:
            ident = name if pixels == 224 else f"{name}@{pixels}"
            yield ident, "isotropic", name, kwargs, pixels
