"""Writes static/imagenet-synsets.json: WordNet's number of each class of ImageNet-1k, in order, as its
folders of images are called. Run with timm 1.0.29: python scripts/golden/classes.py
"""

import json
from pathlib import Path

import timm

from places import REPO


def main():
    listed = Path(timm.__file__).parent / "data/_info/imagenet_synsets.txt"
    synsets = listed.read_text().split()
    assert len(synsets) == 1000
    (REPO / "static/imagenet-synsets.json").write_text(json.dumps(synsets, indent="\t") + "\n")


if __name__ == "__main__":
    main()
