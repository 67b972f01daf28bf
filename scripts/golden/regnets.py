"""Which RegNets are counted: timm's names, and variants with their arguments and input in pixels."""

# RegNets that reference/timm_breadth.json lacks, at timm's default input.
REGNETS = [
    *(f"regnetx_{s}" for s in ("040", "120", "160", "320")),
    *(f"regnety_{s}" for s in ("004", "008_tv", "016", "032", "040", "064", "080", "320", "640", "1280")),
    *(f"regnetz_{s}" for s in ("005", "040", "040_h")),
    "regnetv_040", "regnetv_064",
]  # fmt: skip
REGNETS_384, REGNETS_256 = ("regnety_640", "regnety_1280"), ("regnetz_040", "regnetz_040_h")

# A line of four stages that is short: 16, 32, 64 and 128 channels, one to three blocks each.
LINE = dict(depth=7, w0=16, wa=14.5, wm=2.0, group_size=8, stem_width=16)
REGNET_VARIANTS = [
    ("regnetx_002/short_line", "regnetx_002", LINE, 224),
    ("regnetx_004/depth_14_group_24", "regnetx_004", dict(depth=14, group_size=24), 225),
    ("regnetx_004/within_tenth", "regnetx_004", dict(depth=14, group_size=24, group_min_ratio=0.9), 224),
    ("regnety_002/bottleneck_2", "regnety_002", dict(bottle_ratio=2.0, se_ratio=0.125), 97),
    ("regnety_002/bottleneck_0.5", "regnety_002", dict(bottle_ratio=0.5, num_features=320), 224),
    ("regnetz_005/shortcut", "regnetz_005", dict(downsample="conv1x1", linear_out=False), 224),
    ("regnetv_040/head", "regnetv_040", dict(num_features=512, act_layer="relu", num_classes=10), 160),
]
