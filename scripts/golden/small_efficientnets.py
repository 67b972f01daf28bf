"""A small EfficientNet-X, which timm has only by name."""

from timm.models import register_model
from timm.models.efficientnet import _gen_efficientnet_x


@register_model
def tiny_efficientnet_x(pretrained=False, **kwargs):
    return _gen_efficientnet_x("efficientnet_x_b3", 0.25, 1.4, pretrained=pretrained, **kwargs)
