"""ConvNets beyond the first few: names whose counts are kept, and small networks whose logits are."""

import timm
from timm.models import get_pretrained_cfg
from timm.models._prune import adapt_model_from_string
from timm.models.resnet import Bottleneck
from torch import nn


def names(listed, supplied):
    """Names of timm's ResNets, ConvNeXts, MBConv networks and hybrids that neither list has, and their default input in pixels."""
    for module in ("resnet", "convnext", "efficientnet", "mobilenetv3", "vision_transformer_hybrid"):
        for name in timm.list_models(module=module):
            if name not in listed and name not in supplied and not any(part in name for part in OUTSIDE):
                yield name, get_pretrained_cfg(name).input_size[1]


# Stages with blocks of two kinds, kernels mixed anew for each image, other gates, norms and attention.
OUTSIDE = [
    "test_resnet", "efficientnet_cc_", "gc_efficientnet", "_evos", "mobilenetv4_hybrid",
]  # fmt: skip

# A ResNet with a deep stem, and a ConvNeXt, as narrow as their arguments let them be.
SLIM = dict(layers=(1, 1, 1, 1), channels=(16, 24, 32, 48), stem_width=8, num_classes=10)
SMALL_CONVNEXT = dict(depths=(1, 1, 2, 1), dims=(8, 16, 32, 64), num_classes=10)

# (id, timm model, keyword arguments, input pixels)
SMALL = [
    ("small_eca", "ecaresnet26t", SLIM, 64),
    # A map of one position in the last stage.
    ("small_eca@32", "ecaresnet26t", SLIM, 32),
    ("small_blur", "resnetblur50d", SLIM, 64),
    ("small_basic_blur", "resnetblur18", dict(layers=(1, 1, 1, 1), num_classes=10), 64),
    ("small_average", "seresnetaa50d", SLIM, 64),
    ("small_rs", "resnetrs50", SLIM, 64),
    ("small_senet", "senet154", dict(SLIM, cardinality=2, base_width=64), 64),
    ("small_pruned", "ecaresnet50d", dict(SLIM, layers=(1, 2, 1, 1)), 64),
    ("small_resnet_v1", "resnet50d", dict(SLIM, avg_down=False), 64),
    ("small_plain_stem", "resnet18", dict(layers=(1, 1, 1, 1), num_classes=10), 32),
    ("small_hidden_head", "convnext_tiny", dict(SMALL_CONVNEXT, head_hidden_size=24), 64),
    ("small_simple_norm", "convnext_zepto_rms_ols", SMALL_CONVNEXT, 64),
    ("small_tiered_stem", "convnext_atto_ols", dict(SMALL_CONVNEXT, dims=(24, 16, 16, 32)), 64),
    ("small_rms", "convnext_atto_rms", SMALL_CONVNEXT, 64),
    ("small_gelu_tanh", "test_convnext", dict(num_classes=10), 64),
]  # fmt: skip


def first_has_stride(model):
    """ResNet as its paper has it (arXiv 1512.03385): the first 1 x 1 of a bottleneck has the stride."""
    for module in model.modules():
        if isinstance(module, Bottleneck):
            module.conv1.stride, module.conv2.stride = module.conv2.stride, (1, 1)
    return model


def for_small_images(model):
    """One 3 x 3 of stride 1 and no pool, as for images of 32 px."""
    model.conv1 = nn.Conv2d(3, model.conv1.out_channels, 3, padding=1, bias=False)
    model.maxpool = nn.Identity()
    return model


# Channels of each block's three convolutions.
FREE_WIDTHS = {
    "layer1.0": (5, 7, 19), "layer2.0": (9, 11, 23), "layer2.1": (13, 6, 23),
    "layer3.0": (17, 10, 21), "layer4.0": (12, 14, 30),
}  # fmt: skip


def pruned(model):
    """Widths that follow no ratio, as timm makes them of a text of shapes."""
    shapes = {name: list(t.shape) for name, t in model.state_dict().items() if name.endswith("weight")}
    entering = shapes["conv1.6.weight"][0]
    for name in [n for n, m in model.named_modules() if isinstance(m, Bottleneck)]:
        before, block = entering, f"{name}."
        for at, out in enumerate(FREE_WIDTHS[name], start=1):
            shapes[f"{block}conv{at}.weight"][:2] = [out, entering]
            shapes[f"{block}bn{at}.weight"] = [out]
            entering = out
        if f"{block}downsample.1.weight" in shapes:
            shapes[f"{block}downsample.1.weight"][:2] = [entering, before]
            shapes[f"{block}downsample.2.weight"] = [entering]
    shapes["fc.weight"][1] = entering
    return adapt_model_from_string(model, "***".join(f"{name}:{shape}" for name, shape in shapes.items()))


# What timm has no arguments for: each takes a model, and returns it changed.
CHANGES = {"small_resnet_v1": first_has_stride, "small_plain_stem": for_small_images, "small_pruned": pruned}
