"""Writes src/lib/names/timm.json: the names that timm has or had, and what each tag of the models
that the families here are about brings along. Run with timm 1.0.29: python scripts/golden/names.py
"""

import json

import timm
from timm.models._registry import _deprecated_models as DEPRECATED
from timm.models._registry import _model_default_cfgs as DEFAULTS

from places import REPO

# timm's files with models of the families here, with their tags.
OURS = [
    "convnext",
    "resnet",
    "regnet",
    "efficientnet",
    "mobilenetv3",
    "swin_transformer",
    "swin_transformer_v2",
    "vision_transformer",
    "vision_transformer_hybrid",
    "deit",
    "eva",
    "metaformer",
    "inception_next",
]

norms: list = []
looks: list = []


def place(found, values):
    if found not in values:
        values.append(found)
    return values.index(found)


def look(cfg):
    """Input side, classes, crop, number of its normalisation, and 1 for bilinear."""
    channels, height, width = cfg.input_size
    assert channels == 3 and height == width and cfg.interpolation in ("bicubic", "bilinear")
    norm = place([list(cfg.mean), list(cfg.std)], norms)
    return [height, cfg.num_classes, cfg.crop_pct, norm] + [1] * (cfg.interpolation == "bilinear")


def model(name):
    """A name, and its tags with the number of what each brings, the default tag first."""
    known = DEFAULTS[name] if name in DEFAULTS else None
    tags = [] if known is None else [tag for tag in known.tags if tag]
    return " ".join([name] + [f"{tag}:{place(look(known.cfgs[tag]), looks)}" for tag in tags])


def main():
    models = {file: [model(name) for name in timm.list_models(module=file)] for file in OURS}
    files = sorted(m for m in timm.list_modules() if m not in OURS)
    others = {file: " ".join(timm.list_models(module=file)) for file in files}
    table = {
        "timm": timm.__version__,
        "norms": norms,
        "looks": looks,
        "models": models,
        "others": {file: names for file, names in others.items() if names},
        "renamed": " ".join(f"{old}:{new}" for old, new in sorted(DEPRECATED.items()) if new),
    }
    out = REPO / "src/lib/names/timm.json"
    rows = [f"\t{json.dumps(key)}: {text(value)}" for key, value in table.items()]
    out.write_text("{\n" + ",\n".join(rows) + "\n}\n")


def text(value):
    return json.dumps(value, separators=(",", ":"))


if __name__ == "__main__":
    main()
