#!/usr/bin/env python3
"""Load files that the project writes under other code's names with the lines that it shows for them.

Small networks under timm's names, those of Hugging Face's Transformers, of torchvision and, where their
code is given, of the authors: every tensor must find its place, none may be left over, and the logits
must be those of the exported PyTorch file, which check_export.py holds to timm, under the same weights,
made here and not read from a file.

Needs Node, and Python 3.10+ with torch, timm, torchvision, transformers and safetensors:

    python scripts/golden/check_names.py
    python scripts/golden/check_names.py --authors ConvNeXt ConvNeXt-V2 Swin-Transformer

`--authors` takes folders of github.com/facebookresearch and microsoft, each with its `models`.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path

import torch
import transformers

from places import REPO
from weights import deterministic, deterministic_image

TOLERANCE = 1e-4
# What is not learned: Microsoft's tables follow from the design, and BatchNorm's counters are of training.
FOLLOWS = ("relative_position_index", "attn_mask", "num_batches_tracked")


@contextmanager
def told(left_out):
    """Notes what a file lacked or had too much of, whoever loads it."""
    plain, pretrained = torch.nn.Module.load_state_dict, transformers.PreTrainedModel.from_pretrained.__func__

    def load_state_dict(self, *args, **kwargs):
        found = plain(self, *args, **kwargs)
        left_out.extend(key for key in [*found.missing_keys, *found.unexpected_keys] if not key.endswith(FOLLOWS))
        return found

    def from_pretrained(cls, *args, **kwargs):
        model, info = pretrained(cls, *args, output_loading_info=True, **kwargs)
        left_out.extend(str(key) for keys in info.values() for key in keys if not str(key).endswith(FOLLOWS))
        return model

    torch.nn.Module.load_state_dict = load_state_dict
    transformers.PreTrainedModel.from_pretrained = classmethod(from_pretrained)
    try:
        yield
    finally:
        torch.nn.Module.load_state_dict = plain
        transformers.PreTrainedModel.from_pretrained = classmethod(pretrained)


def exported_logits(source, image):
    names = {"__name__": "__main__"}
    with redirect_stdout(StringIO()):
        exec(source, names)
    model = names["model"].eval()
    state = model.state_dict()
    model.load_state_dict({k: deterministic(k, tuple(t.shape)) if t.is_floating_point() else t for k, t in state.items()})
    with torch.no_grad():
        return model(image)


def check(case, folders):
    """What is wrong; None where the author's code is not here."""
    height, width, channels = case["input"]
    image = deterministic_image((height, width), channels)
    expected = exported_logits(case["source"], image)
    left_out, names = [], {}
    path, modules = list(sys.path), set(sys.modules)
    own = case["label"] in ("facebookresearch", "Microsoft")
    if own:
        module = next(line.split()[1] for line in case["load"].splitlines() if line.startswith("from models."))
        folder = next((f for f in folders if (f / (module.replace(".", "/") + ".py")).exists()), None)
        if folder is None:
            return None
        # Not this folder's own models.py.
        sys.path[:] = [str(folder), *(p for p in path if Path(p).resolve() != Path(__file__).resolve().parent)]
        modules.discard("models")
        sys.modules.pop("models", None)
    try:
        with told(left_out):
            exec(case["load"], names)
    finally:
        sys.path[:] = path
        for name in set(sys.modules) - modules:
            if name.split(".")[0] == "models":
                del sys.modules[name]
    with torch.no_grad():
        out = names["model"].eval()(image)
    off = ((out if isinstance(out, torch.Tensor) else out.logits) - expected).abs().max().item()
    if left_out:
        return f"left out: {left_out}"
    return "" if off <= TOLERANCE else f"logits are off by {off:.2g}"


def main():
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--authors", type=Path, nargs="*", default=[], help="folders with the authors' own code")
    folders = [folder.resolve() for folder in parser.parse_args().authors]
    with tempfile.TemporaryDirectory() as name:
        subprocess.run(["npx", "tsx", "scripts/name-cases.ts", "--out", name], cwd=REPO, check=True)
        os.chdir(name)
        failed = 0
        for case in json.loads(Path("cases.json").read_text(encoding="utf-8")):
            try:
                problem = check(case, folders)
            except Exception as error:
                problem = repr(error)
            failed += bool(problem)
            said = "its code is not here" if problem is None else problem or "ok"
            print(f"{case['label']}, {case['link']}: {said}", flush=True)
        os.chdir(REPO)
    sys.exit(f"{failed} failed" if failed else None)


if __name__ == "__main__":
    main()
