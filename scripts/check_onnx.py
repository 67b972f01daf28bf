#!/usr/bin/env python3
"""Check the exported ONNX files with ONNX's own checker and run them in onnxruntime.

Every preset up to 30 million parameters, the small networks whose logits are on
file and random designs of each family: the file must pass the full check (schema,
types, shapes that follow), and run on one image and on three. PyTorch's logits,
where they are on file, must be met within 1e-4, and so must a random design's
outputs as the live network gives them.

Needs Node, and Python 3.10+ with onnx and onnxruntime:

    python scripts/check_onnx.py

`--only TEXT` takes only names with the text in them, `--random N` so many of each family.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

REPO = Path(__file__).resolve().parent.parent
GOLDEN = REPO / "tests" / "golden"
TOLERANCE = 1e-4


def known_logits():
    known = {}
    supplied = (GOLDEN / "reference" / name for name in ("logits.json", "small_logits.json"))
    for path in (*supplied, GOLDEN / "logits.json"):
        known.update(json.loads(path.read_text()))
    return {name: np.array(entry["logits"]) for name, entry in known.items()}


def examine(folder, case, known):
    """The largest distance from PyTorch's logits, or None where there are none."""
    path = folder / case["file"]
    onnx.checker.check_model(str(path), full_check=True)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    height, width, channels = case["input"]
    image = np.fromfile(folder / case["image"], dtype=np.float32).reshape(1, channels, height, width)
    (logits,) = session.run(["logits"], {"input": image})
    (three,) = session.run(["logits"], {"input": np.concatenate([-image, image, image])})
    assert np.isfinite(logits).all(), "the logits are not finite"
    # Without norms values grow, and with them what rounding leaves.
    scale = max(1, np.abs(logits).max())
    assert np.abs(three[2] - logits[0]).max() < TOLERANCE * scale, "in a batch an image gives other logits"
    expected = np.array(case["logits"]) if "logits" in case else known.get(case["name"])
    if expected is None:
        return None
    error = np.abs(logits[0].ravel()[: len(expected)] - expected).max() / scale
    assert error < TOLERANCE, f"the logits are off by {error}"
    return float(error)


def main():
    known = known_logits()
    failures = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command = ["npx", "tsx", "scripts/onnx-cases.ts", "--out", name, *sys.argv[1:]]
        subprocess.run(command, cwd=REPO, check=True)
        for case in json.loads((folder / "cases.json").read_text()):
            try:
                error = examine(folder, case, known)
                print(f"{case['name']}: " + ("ok" if error is None else f"ok, off by {error:.1e}"))
            except Exception as problem:  # every file has its say
                failures += 1
                print(f"{case['name']} ({case['link']}): {problem}")
    print(f"{failures} failed, onnx {onnx.__version__}, onnxruntime {onnxruntime.__version__}")
    return failures > 0


if __name__ == "__main__":
    sys.exit(main())
