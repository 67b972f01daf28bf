#!/usr/bin/env python3
"""Write the golden figures that the tests compare with.

The figures come from PyTorch running timm's models, not from this project's
code. For counts, models run on the meta device: shapes are propagated, no
weight or activation is allocated, so the whole set takes well under a minute.
Logits, and counts with fused attention, need a run on the CPU.

Needs Python 3.10+ with torch and timm (timm imports torchvision):

    python scripts/golden/write.py --check tests/golden/reference

What is counted, at batch 1:

* params      - elements of all parameters; buffers (running statistics) are not
                parameters.
* macs        - multiply-accumulates: macs_conv + macs_linear + macs_attention.
                Bias, norm, activation, softmax, pooling and residual adds are
                not counted.
* activations - output elements of convolution and linear layers.

* torch's FlopCounterMode - what it prints for the same run (its FLOPs are two
                for a MAC).
* logits      - of small models under weights that anyone can make again.

Totals are counted from the operators that ran; per-layer rows from forward
hooks on the modules. The script stops if the two ways disagree.
"""
import argparse
import json
import sys
from pathlib import Path

import timm.layers
from check import check
from convnets import CHANGES, SMALL, names
from counting import count_backward, count_fused, count_layers, count_models, count_names
from logit_models import (
    CONVNET_LOGITS,
    HYBRID_LOGITS,
    LOGITS,
    MBCONV_LOGITS,
    METAFORMER_LOGITS,
    REGNET_LOGITS,
    VIT_CHANGES,
)
from models import LAYER_MODELS
from places import GOLDEN, REFERENCE, made_with
from weights import logits


def dump_counts(entries):
    """One model per line, so that a change shows as one line in a diff."""
    lines = ",\n".join(f"{json.dumps(ident)}: {json.dumps(entry)}" for ident, entry in entries.items())
    return f'{{\n"made_with": {json.dumps(made_with())},\n"models": {{\n{lines}\n}}\n}}\n'


def dump_flops(flops, backward):
    lines = ",\n".join(f"{json.dumps(ident)}: {json.dumps(entry)}" for ident, entry in flops.items())
    back = ",\n".join(f"{json.dumps(ident)}: {json.dumps(entry)}" for ident, entry in backward.items())
    return (
        f'{{\n"made_with": {json.dumps(made_with())},\n"models": {{\n{lines}\n}},\n"backward": {{\n{back}\n}}\n}}\n'
    )


def all_logits():
    transformers = {i: logits(n, dict(k, img_size=px), px, VIT_CHANGES.get(i)) for i, n, k, px in LOGITS}
    others = SMALL + CONVNET_LOGITS + HYBRID_LOGITS + REGNET_LOGITS + METAFORMER_LOGITS + MBCONV_LOGITS
    return {**transformers, **{i: logits(n, k, px, CHANGES.get(i)) for i, n, k, px in others}}


def supplied():
    return json.loads((REFERENCE / "timm_breadth.json").read_text(encoding="utf-8"))


def dump_logits(models):
    lines = ",\n".join(f"{json.dumps(ident)}: {json.dumps(entry)}" for ident, entry in models.items())
    return f"{{\n{lines}\n}}\n"


def dump_layers(layers):
    """The form of reference/layers.json: one layer per line."""
    parts = []
    for name, entry in layers.items():
        head = f'{json.dumps(name)}: {{"input": {entry["input"]}, "columns": {json.dumps(entry["columns"])}, "rows": ['
        rows = ",\n".join(json.dumps(row) for row in entry["rows"])
        outside = json.dumps(entry["parameters_outside_leaf_modules"])
        parts.append(f'{head}\n{rows}\n], "parameters_outside_leaf_modules": {outside}}}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=GOLDEN, help="folder to write to (default: tests/golden)")
    parser.add_argument(
        "--check",
        type=Path,
        nargs="?",
        const=REFERENCE,
        metavar="DIR",
        help="compare with the supplied figures in DIR first (default: tests/golden/reference); "
        "write nothing and fail if any differs",
    )
    parser.add_argument("--no-write", action="store_true", help="count and check only")
    args = parser.parse_args()

    # Fused attention is one operator; the figures are for explicit matrix products.
    # Read when a model is built, so this comes first.
    timm.layers.set_fused_attn(False)

    entries, flops = count_models()
    layers = {name: count_layers(name) for name in LAYER_MODELS}

    if args.check:
        problems = check(args.check, entries, layers, flops)
        if problems:
            sys.exit("\n".join(problems))

    if not args.no_write:
        args.out.mkdir(parents=True, exist_ok=True)
        for filename, text in [
            ("timm_counts.json", dump_counts(entries)),
            ("timm_convnets.json", dump_counts(count_names(names(entries, supplied())))),
            ("layers.json", dump_layers(layers)),
            ("flop_counter.json", dump_flops({**flops, **count_fused()}, count_backward())),
            ("logits.json", dump_logits(all_logits())),
        ]:
            json.loads(text)
            (args.out / filename).write_text(text, encoding="utf-8")
            print(f"wrote {filename}")


if __name__ == "__main__":
    main()
