"""Comparison with the supplied reference figures."""

import json

from counting import build
from models import cases
from weights import logits


def check(directory, entries, layers, flops):
    """Compares with the supplied figures, to the integer; returns the differences."""
    problems = []

    def same(what, got, want):
        if got != want:
            problems.append(f"{what}: got {got}, reference {want}")

    def load(name):
        return json.loads((directory / name).read_text(encoding="utf-8"))

    model_counts = load("model_counts.json")
    for name, want in model_counts.items():
        got = entries.get(name)
        if got is None:
            problems.append(f"{name}: in the reference, not counted here")
            continue
        for key, value in want.items():
            same(f"{name} {key}", got[key], value)

    reference_layers = load("layers.json")
    for name, want in reference_layers.items():
        got = layers[name]
        for key in ("input", "columns", "parameters_outside_leaf_modules"):
            same(f"{name} {key}", got[key], want[key])
        same(f"{name} number of rows", len(got["rows"]), len(want["rows"]))
        for got_row, want_row in zip(got["rows"], want["rows"]):
            same(f"{name} row", got_row, want_row)

    # The small models must be those whose logits are tested: same names, same shapes
    # ("params" there is the state dict, running statistics included).
    logits_of = load("logits.json")
    for ident, _, name, kwargs, pixels in cases():
        if ident in logits_of:
            same(f"{ident} input", pixels, logits_of[ident]["input"])
            if "params" in logits_of[ident]:
                got = {n: list(t.shape) for n, t in build(name, **kwargs).state_dict().items()}
                want = logits_of[ident]["params"]
                for key in got.keys() | want.keys():
                    same(f"{ident} {key}", got.get(key), want.get(key))

            # Weights and image are made here as they were there.
            if "swin" in ident or "vit" in ident:
                got = logits(name, kwargs, pixels)
                worst = max(abs(a - b) for a, b in zip(got["logits"], logits_of[ident]["logits"]))
                if worst > 1e-6:
                    problems.append(f"{ident} logits differ by {worst}")

    # What FlopCounterMode printed on the reference's PyTorch, it prints here.
    for entry in load("convention_totals.json"):
        if not entry["fused_attention"]:
            got = flops[entry["model"]]
            same(f"{entry['model']} FlopCounterMode", {k: got[k] for k in ("total", "by")}, entry["torch_flop_counter"])

    # Steps of the roadmap that are themselves models counted here.
    roadmap = load("roadmap.json")
    column = {name: i for i, name in enumerate(roadmap["columns"])}
    for regime, step, ident in [
        ("ResNet-50 / Swin-T", "baseline", "resnet50"),
        ("ResNet-50 / Swin-T", "stage ratio", "resnet50/depths_3_3_9_3"),
        ("ResNet-50 / Swin-T", "separate d.s. conv (ConvNeXt)", "convnext_tiny/no_layer_scale"),
        ("ResNet-200 / Swin-B", "baseline", "resnet200"),
        ("ResNet-200 / Swin-B", "separate d.s. conv (ConvNeXt)", "convnext_base/no_layer_scale"),
    ]:
        row = next(r for r in roadmap[regime] if r[column["step"]] == step)
        same(f"roadmap {regime} {step} macs", entries[ident]["macs"], row[column["exact_macs"]])
        same(f"roadmap {regime} {step} params", entries[ident]["params"], row[column["params"]])

    # The paper prints rounded figures for the isotropic models.
    for ident, title in zip(("small", "base", "large"), "SBL"):
        row = next(r for r in load("paper_tables.json")["table2_isotropic"] if r["model"].startswith(f"ConvNeXt-{title}"))
        got = entries[f"convnext_iso_{ident}"]
        same(f"isotropic {title} params", f"{got['params'] / 1e6:.0f}M", row["params"])
        same(f"isotropic {title} flops", f"{got['macs'] / 1e9:.1f}G", row["flops"])

    print(f"checked {len(model_counts)} models and the layers of {len(reference_layers)}: {len(problems)} differences")
    return problems
