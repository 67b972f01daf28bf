"""Files in the names of Hugging Face's Transformers, of version 5 and of 4."""

import torch
import transformers as t
from checkpoint_cases import HEADS, entry, filled, later, shapes
from weights import deterministic_image


def pooled(out):
    if hasattr(out, "feature_maps"):
        return out.feature_maps[-1].mean((2, 3))
    return out.logits if hasattr(out, "logits") else out.pooler_output


@later
def transformers_case(model, size, to_file=lambda key: key, **more):
    filled(model, to_file)
    with torch.no_grad():
        out = model(pixel_values=deterministic_image(size))
    out = pooled(out)
    return entry({to_file(k): s for k, s in shapes(model.state_dict()).items()}, out[0], size, 3, more)


# From version 5's names to 4's, as transformers/conversion_mapping.py has them the other way round.
VIT_4 = (("attention.q_proj", "attention.attention.query"), ("attention.k_proj", "attention.attention.key"),
         ("attention.v_proj", "attention.attention.value"), ("attention.o_proj", "attention.output.dense"),
         ("mlp.fc1", "intermediate.dense"), ("mlp.fc2", "output.dense"), ("t.layers.", "t.encoder.layer."))  # fmt: skip
DINO_4 = VIT_4[:4]
SWIN_4 = (("attention.q_proj", "attention.self.query"), ("attention.k_proj", "attention.self.key"),
          ("attention.v_proj", "attention.self.value"), ("attention.o_proj", "attention.output.dense"),
          ("attention.relative_position_bias.", "attention.self."), ("mlp.fc1", "intermediate.dense"),
          ("mlp.fc2", "output.dense"))  # fmt: skip
DINOV3_4 = (("model.layer.", "layer."),)
DINOV3_NEXT_4 = (("model.stages", "stages"),)


def renamed(pairs):
    def to_file(key):
        for new, old in pairs:
            key = key.replace(new, old)
        return key

    return to_file


def transformers_cases():
    vit = dict(hidden_size=24, num_hidden_layers=2, num_attention_heads=3, intermediate_size=96, image_size=32,
               patch_size=8, num_labels=10)  # fmt: skip
    stages = dict(hidden_sizes=[8, 16, 24, 32], depths=[1, 1, 1, 1], num_labels=10)
    swin = dict(embed_dim=12, depths=[2, 2], num_heads=[2, 4], num_labels=10)
    dino = dict(vit, image_size=28, patch_size=14)
    dino3 = {**vit, "num_register_tokens": 4}
    return {
        "hf convnext": transformers_case(t.ConvNextForImageClassification(t.ConvNextConfig(**stages)), 64),
        "hf convnextv2": transformers_case(t.ConvNextV2ForImageClassification(t.ConvNextV2Config(**stages)), 64),
        "hf convnext backbone": transformers_case(t.ConvNextBackbone(t.ConvNextConfig(out_features=["stage2", "stage4"], **stages)), 64),
        "hf swin backbone": transformers_case(t.SwinBackbone(t.SwinConfig(image_size=224, window_size=7, embed_dim=8, depths=[1, 1, 1, 1], num_heads=[1, 2, 4, 8], out_features=["stage2", "stage4"])), 224,
                             opens=False, says="norms"),
        "hf resnet": transformers_case(t.ResNetForImageClassification(t.ResNetConfig(embedding_size=16, hidden_sizes=[64, 128, 256, 512], depths=[1, 1, 1, 1], num_labels=10)), 32),
        "hf vit": transformers_case(t.ViTForImageClassification(t.ViTConfig(**vit)), 32, answers=HEADS),
        "hf deit": transformers_case(t.DeiTForImageClassificationWithTeacher(t.DeiTConfig(**vit)), 32, answers=HEADS),
        "hf swin": transformers_case(t.SwinForImageClassification(t.SwinConfig(image_size=56, **swin)), 56),
        "hf swinv2": transformers_case(t.Swinv2ForImageClassification(t.Swinv2Config(image_size=64, window_size=8, **swin)), 64,
                             answers={"window": [8, 8], "pretrainedWindow": [0, 0]}),
        "hf dinov2": transformers_case(t.Dinov2Model(t.Dinov2Config(**dino)), 28, answers={**HEADS, "activation": "gelu"}),
        "hf dinov2 registers": transformers_case(t.Dinov2WithRegistersModel(t.Dinov2WithRegistersConfig(**dino)), 28, answers={**HEADS, "activation": "gelu"}),
        "hf dinov2 gated": transformers_case(t.Dinov2Model(t.Dinov2Config(use_swiglu_ffn=True, **dino)), 28,
                                   answers={**HEADS, "activation": "silu"}),
        "hf dinov3": transformers_case(t.DINOv3ViTModel(t.DINOv3ViTConfig(**dino3)), 32, answers={**HEADS, "activation": "gelu"}),
        "hf dinov3 gated": transformers_case(t.DINOv3ViTModel(t.DINOv3ViTConfig(**dino3, use_gated_mlp=True, hidden_act="silu")), 32, answers={**HEADS, "activation": "silu"}),
        "hf 4 vit": transformers_case(t.ViTForImageClassification(t.ViTConfig(**vit)), 32, renamed(VIT_4), answers=HEADS),
        "hf 4 deit": transformers_case(t.DeiTForImageClassification(t.DeiTConfig(**vit)), 32, renamed(VIT_4), answers=HEADS),
        "hf 4 deit teacher": transformers_case(t.DeiTForImageClassificationWithTeacher(t.DeiTConfig(**vit)), 32, renamed(VIT_4), answers=HEADS),
        "hf 4 swin": transformers_case(t.SwinForImageClassification(t.SwinConfig(image_size=56, **swin)), 56, renamed(SWIN_4)),
        "hf 4 dinov2": transformers_case(t.Dinov2ForImageClassification(t.Dinov2Config(**dino)), 28, renamed(DINO_4), answers={**HEADS, "activation": "gelu"}),
        "hf dinov2 classifier": transformers_case(t.Dinov2ForImageClassification(t.Dinov2Config(**dino)), 28, answers={**HEADS, "activation": "gelu"}),
        "hf dinov2 registers classifier": transformers_case(t.Dinov2WithRegistersForImageClassification(t.Dinov2WithRegistersConfig(**dino)), 28, answers={**HEADS, "activation": "gelu"}),
        "hf 4 dinov2 registers": transformers_case(t.Dinov2WithRegistersModel(t.Dinov2WithRegistersConfig(**dino)), 28, renamed(DINO_4), answers={**HEADS, "activation": "gelu"}),
        "hf 4 dinov3": transformers_case(t.DINOv3ViTModel(t.DINOv3ViTConfig(**dino3)), 32, renamed(DINOV3_4), answers={**HEADS, "activation": "gelu"}),
        "hf 4 dinov3 convnext": transformers_case(t.DINOv3ConvNextModel(t.DINOv3ConvNextConfig(hidden_sizes=[8, 16, 24, 32], depths=[1, 1, 1, 1])), 64, renamed(DINOV3_NEXT_4)),
        "hf dinov3 convnext": transformers_case(t.DINOv3ConvNextModel(t.DINOv3ConvNextConfig(hidden_sizes=[8, 16, 24, 32], depths=[1, 1, 1, 1])), 64),
        "hf clip": transformers_case(t.CLIPVisionModel(t.CLIPVisionConfig(**vit)), 32, answers={**HEADS, "activation": "quickGelu"}),
        "hf clip classifier": transformers_case(t.CLIPForImageClassification(t.CLIPConfig(vision_config=vit, num_labels=10)), 32, answers={**HEADS, "activation": "quickGelu"}),
        "hf siglip classifier": transformers_case(t.SiglipForImageClassification(t.SiglipConfig(vision_config=vit, num_labels=10)), 32, answers={**HEADS, "activation": "geluTanh"}),
        "hf ijepa": transformers_case(t.IJepaForImageClassification(t.IJepaConfig(**vit)), 32, answers=HEADS),
        "hf siglip": transformers_case(t.SiglipVisionModel(t.SiglipVisionConfig(**vit)), 32, answers={**HEADS, "activation": "geluTanh"}),
    }  # fmt: skip
