"""What bench:gpu measures, by PyTorch on CUDA: eager, float32 without TF32, the result read back each time.

python scripts/gpu/peer.py [BATCH ...]
"""

import statistics
import sys
import time

import timm
import torch

NETWORKS = [
    "convnext_tiny",
    "resnet50",
    "resnext50_32x4d",
    "swin_tiny_patch4_window7_224",
    "vit_small_patch16_224",
]
WARM, RUNS = 10, 50

torch.backends.cuda.matmul.allow_tf32 = False
torch.backends.cudnn.allow_tf32 = False
device = torch.device("cuda")
print(f"{torch.cuda.get_device_name()}, PyTorch {torch.__version__}, timm {timm.__version__}")
for batch in [int(given) for given in sys.argv[1:]] or [1]:
    for name in NETWORKS:
        model = timm.create_model(name).eval().to(device)
        x = torch.randn(batch, 3, 224, 224, device=device)
        times = []
        with torch.inference_mode():
            for _ in range(WARM + RUNS):
                start = time.perf_counter()
                model(x).cpu()
                times.append(1000 * (time.perf_counter() - start))
        median, quarters = statistics.median(times[WARM:]), statistics.quantiles(times[WARM:])
        print(f"batch {batch}, {name}: {median:.2f} ms, IQR {quarters[2] - quarters[0]:.2f} ms")
