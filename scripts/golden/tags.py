#!/usr/bin/env python3
"""Write names and shapes of all weights that timm publishes, with what lies beside them on the hub.

For `scripts/pretrained-tags.ts`, which opens each. No weights are fetched and none are made.

    pip install torch timm
    python scripts/golden/tags.py tags.json
"""

import json
import sys

import timm
import torch
from names import OURS
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


def main(out):
    seen, tags = {}, {}
    for file in OURS:
        for tag in timm.list_models(pretrained=True, module=file):
            with torch.device("meta"):
                model = timm.create_model(tag, pretrained=False)
            tensors = shapes(model)
            network = seen.setdefault(json.dumps(tensors), len(seen))
            cfg = filter_pretrained_cfg(model.pretrained_cfg, remove_source=True, remove_null=True)
            tags[tag] = {
                "file": file,
                "network": network,
                "config": {
                    "architecture": cfg.pop("architecture"),
                    "num_classes": model.num_classes,
                    "pretrained_cfg": {key: cfg[key] for key in ("input_size", "num_classes") if key in cfg},
                },
            }
        print(file, len(tags), file=sys.stderr)
    networks = [json.loads(text) for text in seen]
    with open(out, "w", encoding="utf-8") as to:
        json.dump({"timm": timm.__version__, "networks": networks, "tags": tags}, to)


if __name__ == "__main__":
    main(sys.argv[1])
