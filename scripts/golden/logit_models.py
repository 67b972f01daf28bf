"""Small networks whose logits are kept: name, timm model, its arguments, input in pixels."""

from functools import partial
from types import MethodType

import small_efficientnets  # noqa: F401  (registers its models)
import small_metaformers  # noqa: F401
import torch
from models import SWIN_T, SWIN_V2, VIT_T
from regnets import LINE
from timm.layers import RmsNorm, SEModule, SwiGLU, SwiGLUPacked
from timm.models.inception_next import InceptionDWConv2d
from timm.models.vision_transformer import ParallelScalingBlock, ParallelThingsBlock, ResPostBlock

TINY_VIT = dict(patch_size=8, embed_dim=24, depth=2, num_heads=3, num_classes=10)


def class_and_average(model):
    """With a classifier of class token and average of patches, as DINOv2's hub/classifiers.py makes it."""

    def forward_head(self, x):
        patches = x[:, self.num_prefix_tokens :].mean(dim=1)
        return self.head(torch.cat([x[:, 0], patches], dim=1))

    model.head = torch.nn.Linear(2 * model.embed_dim, model.num_classes)
    model.forward_head = MethodType(forward_head, model)
    return model


# What timm has no arguments for: each takes a model, and returns it changed.
VIT_CHANGES = {"both_vit@24x40": class_and_average}

# Small ViTs with what the plain one lacks.
VIT_LOGITS = [
    ("qk_norm_vit", VIT_T, dict(qk_norm=True)),
    ("packed_vit", VIT_T, dict(mlp_layer=SwiGLUPacked, act_layer="silu", no_embed_class=True)),
    ("gated_vit", "aimv2_large_patch14_224", dict(mlp_ratio=2.6667)),
    ("map_vit", VIT_T, dict(class_token=False, reg_tokens=4, global_pool="map", act_layer="gelu_tanh")),
    ("whole_map_vit", VIT_T, dict(reg_tokens=2, global_pool="map", pool_include_prefix=True, pos_embed="none")),
    ("clip_vit", "vit_base_patch32_clip_quickgelu_224", {}),
    ("register_vit", "vit_medium_patch16_reg4_gap_256", {}),
    ("unnormed_vit", VIT_T, dict(global_pool="avg", pool_include_prefix=True, final_norm=False)),
    ("post_norm_vit", VIT_T, dict(block_fn=ResPostBlock, global_pool="avg", fc_norm=False, mlp_ratio=3.7362)),
    ("parallel_vit", "vit_base_patch16_xp_224", dict(init_values=1e-5)),
    ("parallel_biased_vit", VIT_T, dict(block_fn=ParallelScalingBlock, fc_norm=True)),
    ("double_vit", VIT_T, dict(block_fn=ParallelThingsBlock, init_values=1e-5)),
    ("sub_norm_vit", "beit3_base_patch16_224", {}),
    (
        "inner_vit",
        VIT_T,
        dict(
            mlp_layer=SwiGLU, scale_attn_norm=True, scale_mlp_norm=True, qk_norm=True, proj_bias=False,
            norm_layer=partial(RmsNorm, eps=1e-5), embed_norm_layer=partial(RmsNorm, eps=1e-5),
        ),
    ),
]  # fmt: skip

# Hybrids whose convolutions have standardized weights, on maps that strides do not divide.
HYBRID = dict(embed_dim=24, depth=2, num_heads=3, num_classes=10)
HYBRID_LOGITS = [
    ("stem_vit", "vit_tiny_r_s16_p8_224", dict(HYBRID, img_size=61), 61),
    ("standardized_vit", "vit_small_r26_s32_224", dict(HYBRID, img_size=33), 33),
]

# Small ones of timm's class Eva: rotary positions of every kind, and what comes with them.
EVA_LOGITS = [
    ("eva_vit", "eva_giant_patch14_224", dict(TINY_VIT, mlp_ratio=2.0), 32),
    ("packed_eva02", "eva02_tiny_patch14_224", TINY_VIT, 32),
    ("apart_eva02@32x48", "eva02_base_patch14_224", dict(TINY_VIT, scale_attn_inner=True), (32, 48)),
    ("post_norm_eva", "eva02_enormous_patch14_clip_224", dict(TINY_VIT, mlp_ratio=2.0, use_rot_pos_emb=True), 32),
    ("rope_vit@24x40", "vit_small_patch16_rope_ape_224", TINY_VIT, (24, 40)),
    ("mixed_rope_vit@24x40", "vit_small_patch16_rope_mixed_224", TINY_VIT, (24, 40)),
    ("core_pe", "vit_pe_core_tiny_patch16_384", dict(TINY_VIT, attn_pool_num_heads=2), 32),
    ("spatial_pe@24x40", "vit_pe_spatial_tiny_patch16_512", TINY_VIT, (24, 40)),
    ("tiny_dinov3@24x40", "vit_small_plus_patch16_dinov3_qkvb", TINY_VIT, (24, 40)),
    ("unbiased_dinov3", "vit_small_patch16_dinov3", TINY_VIT, 32),
]  # fmt: skip

# Small models whose logits are kept besides those of the reference: padded windows,
# odd maps, and the other ways of pooling; rectangles, as height and width: on a map of
# 5 x 14 windows are 5 x 7 and shifted along one axis, then 2 x 7 on 3 x 7.
LOGITS = [
    ("tiny_swin@20x56", SWIN_T, dict(embed_dim=12, depths=(2, 2), num_heads=(2, 4), num_classes=10), (20, 56)),
    ("padded_swin", SWIN_T, dict(embed_dim=12, depths=(2, 2), num_heads=(2, 4), num_classes=10), 72),
    ("odd_swin", SWIN_T, dict(embed_dim=12, depths=(2, 2, 1), num_heads=(2, 3, 4), window_size=4, num_classes=10), 60),
    # Windows by stage, one of them of two sides.
    (
        "staged_swin",
        SWIN_T,
        dict(
            embed_dim=12, depths=(2, 2, 1), num_heads=(2, 3, 4), window_size=((7, 4), 14, 7), num_classes=10
        ),
        112,
    ),
    # Swin V2: windows that weights were not trained for, windows of two sides, and a rectangle.
    (
        "tuned_swinv2",
        SWIN_V2,
        dict(embed_dim=12, depths=(2, 2), num_heads=(2, 4), pretrained_window_sizes=(6, 4), num_classes=10),
        64,
    ),
    (
        "wide_swinv2",
        SWIN_V2,
        dict(
            embed_dim=12, depths=(2, 2), num_heads=(2, 4), window_size=(4, 8), qkv_bias=False, num_classes=10
        ),
        64,
    ),
    ("small_swinv2@64x128", SWIN_V2, dict(embed_dim=12, depths=(2, 2), num_heads=(2, 4), num_classes=10), (64, 128)),
    (
        "average_vit",
        VIT_T,
        dict(patch_size=8, embed_dim=24, depth=2, num_heads=3, global_pool="avg", num_classes=10),
        32,
    ),
    (
        "tokenless_vit",
        VIT_T,
        dict(
            patch_size=8, embed_dim=24, depth=2, num_heads=3, qkv_bias=False,
            global_pool="avg", class_token=False, num_classes=10,
        ),
        32,
    ),
    *((name, model, dict(TINY_VIT, **kwargs), 32) for name, model, kwargs in VIT_LOGITS),
    ("both_vit@24x40", "vit_small_patch14_reg4_dinov2", TINY_VIT, (24, 40)),
    *EVA_LOGITS,
]  # fmt: skip

# Small ConvNets whose logits are kept: kinds of operations that those of the reference lack.
CONVNET_LOGITS = [
    ("tiny_hardswish", "resnet18", dict(layers=(1, 1, 1, 1), act_layer="hard_swish", num_classes=10), 64),
    (
        "tiny_hard_seresnet",
        "resnet50",
        dict(
            layers=(1, 1, 1, 1), act_layer="hard_swish", num_classes=10,
            block_args=dict(attn_layer=partial(SEModule, gate_layer="hard_sigmoid")),
        ),
        64,
    ),
    (
        "banded_inception_next",
        "inception_next_tiny",
        dict(
            depths=(1, 2, 1), dims=(22, 32, 48), mlp_ratios=(2, 1.75, 3), ls_init_value=0, num_classes=10,
            token_mixers=partial(InceptionDWConv2d, square_kernel_size=5, band_kernel_size=7, branch_ratio=0.1875),
        ),
        60,
    ),
    (
        "tiny_convnext/output_stride=8",
        "convnext_tiny",
        dict(depths=(1, 1, 2, 1), dims=(8, 16, 32, 64), output_stride=8, num_classes=10),
        64,
    ),
    ("tiny_resnet_basic/output_stride=8", "resnet18", dict(layers=(1, 1, 2, 2), output_stride=8, num_classes=10), 64),
    (
        "small_inception_next/output_stride=8",
        "inception_next_tiny",
        dict(depths=(1, 1, 1, 1), dims=(16, 32, 48, 64), output_stride=8, num_classes=10),
        64,
    ),
]  # fmt: skip

# Small RegNets whose logits are kept: norms first, no projections, GroupNorm.
REGNET_LOGITS = [
    ("tiny_regnetv", "regnetv_040", dict(LINE, num_classes=10), 64),
    ("tiny_regnetz", "regnetz_005", dict(LINE, bottle_ratio=2.0, num_features=48, num_classes=10), 64),
    ("tiny_regnety_gn", "regnety_040_sgn", dict(LINE, num_classes=10), 64),
    ("tiny_regnetx_tv", "regnetx_004_tv", dict(LINE, group_size=24, num_classes=10), 64),
    ("tiny_regnetv_avg/output_stride=8", "regnetv_064", dict(LINE, output_stride=8, num_classes=10), 65),
    ("tiny_regnetx/output_stride=8", "regnetx_002", dict(LINE, output_stride=8, num_classes=10), 64),
]

# Small ones whose logits are kept; 32 channels to a head.
METAFORMER_LOGITS = [
    ("tiny_poolformerv2", "tiny_poolformerv2", dict(num_classes=10), 64),
    ("tiny_convformer", "tiny_convformer", dict(num_classes=10), 64),
    ("tiny_caformer", "tiny_caformer", dict(dims=(8, 16, 32, 64), num_classes=10), 64),
]

# Whole MBConv networks that are small: MobileNetV3 with its several rows a stage and hard
# gates, V4's universal blocks, EfficientNetV2's fused ones, GroupNorm.
MBCONV_LOGITS = [
    ("mobilenetv3_small_050@64", "mobilenetv3_small_050", dict(num_classes=10), 64),
    ("mobilenetv3_rw@64", "mobilenetv3_rw", dict(num_classes=10), 64),
    ("mobilenetv4_conv_small_035@64", "mobilenetv4_conv_small_035", dict(num_classes=10), 64),
    ("test_efficientnet@64", "test_efficientnet", dict(num_classes=10), 64),
    ("test_efficientnet_gn@64", "test_efficientnet_gn", dict(num_classes=10), 64),
    ("mnasnet_small@65", "mnasnet_small", dict(num_classes=10), 65),
    ("lcnet_035@64", "lcnet_035", dict(num_classes=10), 64),
    # Kernels and pointwise convolutions side by side; a norm over each position.
    ("tf_mixnet_s@65", "tf_mixnet_s", dict(num_classes=10), 65),
    ("test_efficientnet_ln@64", "test_efficientnet_ln", dict(num_classes=10), 64),
    ("efficientnet_es@64", "efficientnet_es", dict(num_classes=10), 64),
    # TensorFlow's padding, where halved maps are even and where they are odd.
    ("tf_mobilenetv3_small_075@64", "tf_mobilenetv3_small_075", dict(num_classes=10), 64),
    ("tf_efficientnetv2_b0@65", "tf_efficientnetv2_b0", dict(num_classes=10), 65),
    ("test_efficientnet/output_stride=8", "test_efficientnet", dict(output_stride=8, num_classes=10), 64),
    # Anti-aliased, by an average and by a blur; space to depth.
    ("mobilenetv4_conv_small_035/aa_layer=avg", "mobilenetv4_conv_small_035", dict(aa_layer="avg", num_classes=10), 65),
    (
        "mobilenetv4_conv_small_035/aa_layer=blurpc",
        "mobilenetv4_conv_small_035",
        dict(aa_layer="blurpc", num_classes=10),
        65,
    ),
    ("test_efficientnet/aa_layer=blurpc", "test_efficientnet", dict(aa_layer="blurpc", num_classes=10), 64),
    ("tiny_efficientnet_x", "tiny_efficientnet_x", dict(num_classes=10), 70),
    ("mobilenetv2_035/output_stride=16", "mobilenetv2_035", dict(output_stride=16, num_classes=10), 65),
]
