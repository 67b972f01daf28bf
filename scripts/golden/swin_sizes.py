"""Records for which image sizes timm's Swin runs: python scripts/golden/swin_sizes.py

timm makes the mask of shifted windows for a map that is halved rounding down, and halves the map
itself rounding up. Where the two come to different numbers of windows, the model raises, or repeats
masks that are not those of the map, where the one number is a multiple of the other.
"""

import json
import math

import timm
import torch

from places import GOLDEN

SIZES = {
    7: [(side, side) for side in range(224, 513, 4)],
    12: [(side, side) for side in range(320, 449, 8)],
    4: [(height, width) for height in range(64, 129, 12) for width in range(64, 161, 12)],
}


def has_masks(block, inputs):
    """Raises ValueError where a block has masks for another number of windows than there are."""
    (x,) = inputs
    high, wide = (math.ceil(side / window) for side, window in zip(x.shape[1:3], block.window_size))
    if block.attn_mask is not None and block.attn_mask.shape[0] != high * wide:
        raise ValueError


def outcome(height: int, width: int, window: int) -> str:
    """What a Swin with the usual depths, and little else, does with an image of this size."""
    try:
        model = timm.create_model(
            "swin_tiny_patch4_window7_224",
            img_size=(height, width),
            window_size=window,
            embed_dim=4,
            depths=(2, 2, 2, 2),
            num_heads=(1, 1, 1, 1),
            num_classes=0,
        ).eval()
        image = torch.zeros(1, 3, height, width)
        with torch.no_grad():
            model(image)
            for stage in model.layers:
                for block in stage.blocks:
                    block.register_forward_pre_hook(has_masks)
            model(image)
    except RuntimeError:
        return "raises"
    except ValueError:
        return "repeats"
    return "runs"


if __name__ == "__main__":
    rows = []
    for window, sizes in SIZES.items():
        outcomes = {size: outcome(*size, window) for size in sizes}
        kinds = {kind: [s for s in sizes if outcomes[s] == kind] for kind in ("runs", "repeats", "raises")}
        rows.append({"window": window, **kinds})
    (GOLDEN / "swin_sizes.json").write_text(json.dumps({"timm": timm.__version__, "windows": rows}) + "\n")
