#!/usr/bin/env python3
"""Write what timm makes of Swin's tables of position biases for windows of other sizes, and a network with them.

    pip install torch timm
    python scripts/golden/bias_tables.py
"""

import json

import torch
from checkpoint_files import values
from places import GOLDEN
from timm.layers import resize_rel_pos_bias_table
from timm.models.swin_transformer import SwinTransformer, checkpoint_filter_fn
from weights import deterministic_image

OUT = GOLDEN / "checkpoints" / "bias_tables.json"

# Side of the square window before, and sides after: larger, smaller, of two sides, and from a single place.
CASES = [(3, (5, 5)), (7, (4, 4)), (3, (3, 5)), (8, (5, 13)), (2, (9, 2)), (1, (3, 3))]
HEADS = 2


def case(before, after):
    shape = tuple((2 * side - 1) for side in after)
    table = values("relative_position_bias_table", ((2 * before - 1) ** 2, HEADS))
    out = resize_rel_pos_bias_table(table, after, (shape[0] * shape[1], HEADS))
    return {"from": before, "to": after, "heads": HEADS, "values": [round(float(v), 7) for v in out.flatten()]}


NETWORK = dict(patch_size=4, embed_dim=16, depths=(2, 2), num_heads=(2, 4), num_classes=10)


def network():
    """A Swin of 4 by 4 windows for 32 px, whose file is loaded for 6 by 6 windows and 48 px."""
    small = SwinTransformer(img_size=32, window_size=4, **NETWORK)
    state = {k: values(k, tuple(v.shape)) for k, v in small.state_dict().items() if v.is_floating_point()}
    large = SwinTransformer(img_size=48, window_size=6, **NETWORK).eval()
    large.load_state_dict(checkpoint_filter_fn(dict(state), large), strict=True)
    with torch.no_grad():
        logits = large(deterministic_image(48))
    tensors = {k: list(v.shape) for k, v in state.items()}
    return {"tensors": tensors, "window": 6, "input": 48, "logits": [float(f"{v:.7g}") for v in logits.flatten()]}


if __name__ == "__main__":
    lines = ",\n".join(json.dumps(case(*each)) for each in CASES)
    OUT.write_text(f'{{"tables": [\n{lines}\n],\n"network": {json.dumps(network())}}}\n', encoding="utf-8")
