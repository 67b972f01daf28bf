"""Small MetaFormers: timm's own functions set depths and widths themselves."""

from timm.models import metaformer as timms
from timm.models import register_model

SIZES = dict(depths=(1, 1, 1, 1), dims=(8, 16, 24, 32))


@register_model
def tiny_poolformerv2(pretrained=False, **kwargs):
    return timms.MetaFormer(norm_layers=timms.GroupNorm1NoBias, use_mlp_head=False, **{**SIZES, **kwargs})


@register_model
def tiny_convformer(pretrained=False, **kwargs):
    return timms.MetaFormer(token_mixers=timms.SepConv, norm_layers=timms.LayerNorm2dNoBias, **{**SIZES, **kwargs})


@register_model
def tiny_caformer(pretrained=False, **kwargs):
    mixers = [timms.SepConv] * 2 + [timms.Attention] * 2
    norms = [timms.LayerNorm2dNoBias] * 2 + [timms.LayerNormNoBias] * 2
    return timms.MetaFormer(token_mixers=mixers, norm_layers=norms, **{**SIZES, **kwargs})
