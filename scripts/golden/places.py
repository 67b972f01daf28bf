"""Where the figures go, and what they were made with."""

from pathlib import Path

import timm
import torch

REPO = Path(__file__).resolve().parent.parent.parent
GOLDEN = REPO / "tests" / "golden"
REFERENCE = GOLDEN / "reference"


def made_with():
    # "2.14.1+cu130" and "2.14.1+cpu" count alike.
    return {"timm": timm.__version__, "torch": torch.__version__.partition("+")[0]}
