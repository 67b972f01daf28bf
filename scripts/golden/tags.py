#!/usr/bin/env python3
"""Write names and shapes of all weights that timm publishes, with what lies beside them on the hub.

For `scripts/pretrained-tags.ts`, which opens each. No weights are fetched and none are made: about ten minutes.

    pip install torch timm
    python scripts/golden/tags.py tags.json [FILE OF TIMM ...]
"""

import json
import sys

import timm
import torch
from timm.models import regnet
from timm.models._pretrained import filter_pretrained_cfg


def with_values(function):
    """Widths of stages are found from values, which the meta device has none of."""

    def found(*args, **kwargs):
        with torch.device("cpu"):
            return function(*args, **kwargs)

    return found


regnet.RegNet._get_stage_args = with_values(regnet.RegNet._get_stage_args)


def shapes(model):
    return {key: list(value.shape) for key, value in model.state_dict().items()}


def made(tag):
    """Some models take their numbers from values when they are made: these are small."""
    try:
        with torch.device("meta"):
            return timm.create_model(tag, pretrained=False)
    except (NotImplementedError, RuntimeError):
        return timm.create_model(tag, pretrained=False)


# What of a tag's settings a model is made from.
MAKING = ("architecture", "input_size", "fixed_input_size", "num_classes", "global_pool")


def main(out, *files):
    seen, known, tags = {}, {}, {}
    for file in files or timm.list_modules():
        for tag in timm.list_models(pretrained=True, module=file):
            cfg = filter_pretrained_cfg(timm.get_pretrained_cfg(tag).to_dict(), remove_source=True, remove_null=True)
            key = json.dumps([cfg.get(one) for one in MAKING])
            if key not in known:
                model = made(tag)
                network = seen.setdefault(json.dumps(shapes(model)), len(seen))
                known[key] = network, model.num_classes
            network, classes = known[key]
            tags[tag] = {
                "file": file,
                "network": network,
                "config": {
                    "architecture": cfg.pop("architecture"),
                    "num_classes": classes,
                    "pretrained_cfg": {key: cfg[key] for key in ("input_size", "num_classes") if key in cfg},
                },
            }
        print(file, len(tags), file=sys.stderr, flush=True)
    networks = [json.loads(text) for text in seen]
    with open(out, "w", encoding="utf-8") as to:
        json.dump({"timm": timm.__version__, "networks": networks, "tags": tags}, to)


if __name__ == "__main__":
    main(*sys.argv[1:])
