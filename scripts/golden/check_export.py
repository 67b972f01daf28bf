#!/usr/bin/env python3
"""Run the exported PyTorch files and compare them with what the project counts.

For every preset, every step of the roadmap, the small networks whose logits are
on file, the designs that are on file already and random ones, also of random lines, beside them, the exported
file is run as a script (does it print
its parameters?), and its network examined (state dict, multiply-accumulates,
logits). Where a file names an equivalent call of timm, timm's model must have
the same state dict and the same multiply-accumulates.

Needs Node, and Python 3.10+ with torch and timm:

    python scripts/golden/check_export.py

Writes tests/golden/exports.json: which file was verified (by its hash), and the
figures that PyTorch found. `npm test` holds the exporter to it without Python.
"""

import argparse
import contextlib
import io
import json
import runpy
import subprocess
import sys
import tempfile
from pathlib import Path

import timm
import timm.layers
import torch
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.utils.flop_counter import FlopCounterMode

from places import GOLDEN, REFERENCE, REPO, made_with
from weights import deterministic, deterministic_image

TOLERANCE = 1e-5


def run_script(path):
    """Runs a file as a script; returns its network and what it printed. No weight is allocated."""
    out = io.StringIO()
    with torch.device("meta"), contextlib.redirect_stdout(out):
        names = runpy.run_path(str(path), run_name="__main__")
    return names["model"], out.getvalue().strip()


def tensors_of(model):
    """The state dict without the counters of BatchNorm, which are no part of a network."""
    state = model.state_dict()
    return {name: list(t.shape) for name, t in state.items() if not name.endswith("num_batches_tracked")}


def macs_of(model, image):
    """Multiply-accumulates by torch's own counter, attention as explicit matrix products."""
    # The counter looks for the gradient of what a module takes, which a learned query has none of here.
    model.requires_grad_(False)
    mode = FlopCounterMode(display=False)
    with torch.no_grad(), sdpa_kernel(SDPBackend.MATH), torch.device("meta"), mode:
        height, width, channels = image
        model.eval()(torch.empty(1, channels, height, width))
    return mode.get_total_flops() / 2


def logits_of(model, image):
    """Logits under the deterministic weights of tests/golden/README.md."""
    state = model.state_dict()
    model.load_state_dict(
        {key: deterministic(key, tuple(t.shape)) if t.is_floating_point() else t for key, t in state.items()}
    )
    with torch.no_grad():
        height, width, channels = image
        return model.eval()(deterministic_image((height, width), channels))[0]


def twin_of(call):
    """timm's model, by the very call that the file shows; no weight is allocated."""
    if call.startswith('timm.create_model("regnet'):
        # It computes its widths with tensors as it is built: only its weights may be on the meta device.
        return eval(f'{call[:-1]}, device="meta")', {"timm": timm})
    with torch.device("meta"):
        return eval(call, {"timm": timm})


def check(case, folder, logits):
    """Returns what differs."""
    problems = []

    def same(what, got, want):
        if got != want:
            problems.append(f"{case['link']}: {what}: got {got}, expected {want}")

    model, printed = run_script(folder / case["file"])
    same("parameters", sum(p.numel() for p in model.parameters()), case["params"])
    same("state dict", tensors_of(model), case["tensors"])
    same("MACs", macs_of(model, case["input"]), case["macs"])
    same("printed", printed, f"{case['params']:,} parameters")

    if case["timm"]:
        twin = twin_of(case["timm"])
        same("timm's state dict", tensors_of(twin), case["tensors"])
        same("timm's MACs", macs_of(twin, case["input"]), case["macs"])

    if case["logits"]:
        want = torch.tensor(logits[case["logits"]]["logits"])
        got = logits_of(type(model)(), case["input"])[: len(want)]
        worst = (got - want).abs().max().item()
        if not worst <= TOLERANCE:
            problems.append(f"{case['link']}: logits of {case['logits']} differ by {worst}")
    return problems


def entries_of(cases):
    keys = ("sha256", "params", "macs", "timm", "logits")
    return {case["link"]: {key: case[key] for key in keys if case[key] is not None} for case in cases}


def dump(entries):
    """One design per line, so that a change shows as one line in a diff."""
    lines = [f"{json.dumps(link)}: {json.dumps(entry)}" for link, entry in entries.items()]
    return f'{{\n"made_with": {json.dumps(made_with())},\n"designs": {{\n' + ",\n".join(lines) + "\n}\n}\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--random", type=int, default=20, help="how many new random designs (default: 20)")
    parser.add_argument("--no-write", action="store_true", help="check only")
    parser.add_argument("--new", action="store_true", help="run only files that are not on file as they are now")
    args = parser.parse_args()

    timm.layers.set_fused_attn(False)
    logits = {
        name: entry
        for folder in (REFERENCE, GOLDEN)
        for file in ("logits.json", "small_logits.json")
        if (folder / file).exists()
        for name, entry in json.loads((folder / file).read_text(encoding="utf-8")).items()
    }

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command = ["npx", "tsx", "scripts/export-cases.ts", "--out", name, "--random", str(args.random)]
        subprocess.run(command, cwd=REPO, check=True)
        cases = json.loads((folder / "cases.json").read_text(encoding="utf-8"))
        known = json.loads((GOLDEN / "exports.json").read_text(encoding="utf-8"))["designs"] if args.new else {}
        unknown = [case for case in cases if known.get(case["link"], {}).get("sha256") != case["sha256"]]
        problems = []
        for case in unknown:
            try:
                problems += check(case, folder, logits)
            except Exception as error:
                problems.append(f"{case['link']}: {case['file']}: {error!r}")

    twins = sum(bool(case["timm"]) for case in unknown)
    tested = sum(bool(case["logits"]) for case in unknown)
    print(f"{len(unknown)} files of {len(cases)}, {twins} with a twin in timm, {tested} with logits: {len(problems)} differences")
    if problems:
        sys.exit("\n".join(problems))
    if not args.no_write:
        entries = entries_of(cases)
        (GOLDEN / "exports.json").write_text(dump({**entries, **{k: known[k] for k in known if k not in entries}}), "utf-8")
        print("wrote exports.json")


if __name__ == "__main__":
    main()
