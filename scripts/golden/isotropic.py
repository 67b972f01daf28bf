"""The isotropic ConvNeXts of arXiv 2201.03545, section 3.3, which timm does not have."""

import torch
from torch import nn


class IsotropicBlock(nn.Module):
    """ConvNeXt block with pointwise layers as nn.Linear, with or without layer scale."""

    def __init__(self, dim, layer_scale):
        super().__init__()
        self.conv_dw = nn.Conv2d(dim, dim, kernel_size=7, padding=3, groups=dim)
        self.norm = nn.LayerNorm(dim, eps=1e-6)
        self.fc1 = nn.Linear(dim, 4 * dim)
        self.act = nn.GELU()
        self.fc2 = nn.Linear(4 * dim, dim)
        self.gamma = nn.Parameter(torch.full((dim,), 1e-6)) if layer_scale else None

    def forward(self, x):
        y = self.conv_dw(x).permute(0, 2, 3, 1)
        y = self.fc2(self.act(self.fc1(self.norm(y))))
        if self.gamma is not None:
            y = y * self.gamma
        return x + y.permute(0, 3, 1, 2)


class IsotropicConvNeXt(nn.Module):
    """One resolution throughout: a 16x16 patchify conv with no norm after it,
    equal blocks, global average pool, norm, linear head."""

    def __init__(self, depth, dim, layer_scale=False, num_classes=1000, in_chans=3):
        super().__init__()
        self.stem = nn.Conv2d(in_chans, dim, kernel_size=16, stride=16)
        self.blocks = nn.Sequential(*(IsotropicBlock(dim, layer_scale) for _ in range(depth)))
        self.norm = nn.LayerNorm(dim, eps=1e-6)
        self.head = nn.Linear(dim, num_classes)

    def forward(self, x):
        x = self.blocks(self.stem(x))
        return self.head(self.norm(x.mean([-2, -1])))
