"""Where the figures go, and what they were made with."""

import json
from pathlib import Path

import timm
import torch

REPO = Path(__file__).resolve().parent.parent.parent
GOLDEN = REPO / "tests" / "golden"
REFERENCE = GOLDEN / "reference"


def made_with():
    # "2.14.1+cu130" and "2.14.1+cpu" count alike.
    return {"timm": timm.__version__, "torch": torch.__version__.partition("+")[0]}


def write_models(file, models):
    """Writes a golden file with one line for each model."""
    rows = ",\n".join(f"{json.dumps(name)}: {json.dumps(entry)}" for name, entry in models.items())
    text = f'{{\n"made_with": {json.dumps(made_with())},\n"models": {{\n{rows}\n}}\n}}\n'
    json.loads(text)
    (GOLDEN / file).write_text(text, encoding="utf-8")
    print(f"wrote {file}, {len(models)} models")
