#!/usr/bin/env python3
"""Write what timm makes of a small table of positions for maps of other sizes.

    pip install torch timm
    python scripts/golden/position_tables.py
"""

import json

from checkpoint_files import values
from places import GOLDEN
from timm.layers import resample_abs_pos_embed

OUT = GOLDEN / "checkpoints" / "position_tables.json"

# Learned tokens before the patches, rows and columns before and after.
CASES = [(1, (4, 4), (6, 6)), (0, (4, 4), (7, 3)), (2, (5, 3), (2, 2))]


def case(learned, before, after):
    table = values("pos_embed", (1, learned + before[0] * before[1], 3))
    # timm takes the old map's sides where they are told; else it takes a square.
    out = resample_abs_pos_embed(table, after, before, num_prefix_tokens=learned)
    numbers = [round(float(v), 6) for v in out.flatten()]
    return {"learned": learned, "from": before, "to": after, "channels": 3, "values": numbers}


if __name__ == "__main__":
    lines = ",\n".join(json.dumps(case(*each)) for each in CASES)
    OUT.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
