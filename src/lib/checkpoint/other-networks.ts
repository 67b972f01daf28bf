/** Networks that people keep in files, by names that only they have, and what is nearest to them here. */
export const KINDS: readonly (readonly [pattern: RegExp, words: string, nearest?: string])[] = [
	[
		/\.base_layer\.(weight|bias)$/,
		'a network with changes beside its layers (PEFT): merge them into it (model.merge_and_unload()) and save its state_dict()'
	],
	[
		/(^|\.)(lora_(A|B|up|down|embedding_\w|magnitude_vector)|ia3_l|vera_lambda_\w|o?boft_\w|hada_w\d_\w)|\.lora\./,
		'changes to a network (LoRA), alone or beside it: merge them into it first (peft’s merge_and_unload)'
	],
	[/(^|\.)(exp_avg|exp_avg_sq|momentum_buffer)$/, 'the state of an optimizer, and no network'],
	[
		/(^|\.)_?flat_param(_\d+)?$/,
		'flattened by PyTorch’s FSDP: save a full state_dict from it (StateDictType.FULL_STATE_DICT)'
	],
	[
		/(?<!last_layer\.)weight_[gv]$|\.parametrizations\./,
		'a network whose weights are made of others (weight norm): take that away before saving (remove_parametrizations)'
	],
	[
		/^(regnet|efficientnet|mobilenet_v[12]|poolformer)\.(embedder|encoder|embeddings|conv_stem)\./,
		'under Hugging Face’s names, which are not read for this network: take it from timm or torchvision'
	],
	[
		/\.weight_orig$/,
		'a network whose weights are made of others (pruned by masks, or spectral norm): make that final before saving (prune.remove or remove_spectral_norm)'
	],
	[
		/\.(qweight|qzeros)$/,
		'a quantized network (GPTQ or AWQ), in whole numbers of a few bits: open the weights that it was made from'
	],
	[
		/\.(absmax|nested_absmax|quant_map|SCB|weight_format)(\.|$)|\.quant_state\./,
		'a quantized network (bitsandbytes): open the weights that it was made from, or save what Transformers’ model.dequantize() gives'
	],
	[
		/(^|\.)_packed_params|\.zero_point$/,
		'a network that PyTorch quantized: open the one of floats that it was made from'
	],
	[
		/\.(weight_scale(_inv)?|weight_zero_point|weight_packed|scale_weight)$/,
		'a quantized network, with scales beside its whole or 8-bit numbers: open the weights that it was made from'
	],
	[
		/model\.diffusion_model\.|(^|\.)(down|up)_blocks\.\d+\.(resnets|attentions)/,
		'a diffusion model'
	],
	[
		/(^|\.)(first_stage_model|quant_conv|post_quant_conv)\./,
		'the autoencoder of a diffusion model'
	],
	[
		/(^|\.)layers\.\d+\.self_attn\.rotary|(^|\.)model\.layers\.0\.mlp\.gate_proj|lm_head\./,
		'a language model'
	],
	[
		/(^|\.)(bert|roberta|distilbert|electra)\.|word_embeddings\.weight$/,
		'a language model of BERT’s kind'
	],
	[/(^|\.)transformer\.h\.0\.|(^|\.)wte\.weight$/, 'a language model of GPT’s kind'],
	[/(^|\.)model\.\d+\.(conv|cv1|m\.0)\./, 'a YOLO detector'],
	[
		/(^|\.)res2\.0\.conv1\./,
		'a ResNet under Detectron2’s names, which are not read: take it from torchvision or timm'
	],
	[
		/^bit\.(embedder|encoder)\./,
		'BiT under Hugging Face’s names, a ResNet with norms before its convolutions',
		'ResNet'
	],
	[/^cvt\.encoder\.|\.attention\.convolution_projection_query\./, 'CvT', 'ViT'],
	[/^mobilevit(v2)?\./, 'MobileViT under Hugging Face’s names', 'EfficientNet'],
	[/^perceiver\./, 'Perceiver', 'ViT'],
	[/^textnet\./, 'TextNet', 'ResNet'],
	[/^swin2sr\./, 'Swin2SR, which enlarges pictures', 'Swin V2'],
	[/(^|\.)detection_tokens$/, 'YOLOS, a detector', 'ViT'],
	[
		/(^|\.)(query_position_embeddings\.|bbox_embed\.layers\.|query_embed\.weight)/,
		'DETR, or a detector of its kind',
		'ResNet'
	],
	[/\.group_token$/, 'GroupViT', 'ViT'],
	[/^encoder\.layer\.\d+\.attention\.qkv\.weight$/, 'ViTDet, the backbone of a detector', 'ViT'],
	[/\.attn\.pool_q\./, 'MViT', 'ViT'],
	[/\.attn\.rel_pos_[hw]$/, 'the image encoder of Segment Anything (SAM)', 'ViT'],
	[
		/^((?!layers\.).)*blocks\.\d+\.attn\.relative_position_bias_table$|(^|\.)rel_pos_bias\.|attention\.relative_position_bias\.|\.lambda_1$/,
		'BEiT',
		'ViT'
	],
	[/(^|\.)stages\.\d+\.global_block\./, 'GC ViT', 'Swin'],
	[
		/stages\.\d+\.blocks\.\d+\.(conv2_kxk\.|attn\.rel_pos|attn\.relative_position_bias_table$)/,
		'CoAtNet',
		'EfficientNet'
	],
	[
		/\.attn\.(rel_pos\.mlp|gating_param)|(^|\.)shared_rel_pos\./,
		'a ViT with relative positions',
		'ViT'
	],
	[/\.attn\.proj_l\./, 'CaiT', 'DeiT III'],
	[/\.local_mp\./, 'XCiT', 'ViT'],
	[/(^|\.)network\.0\.0\.attn\.v\./, 'VOLO', 'ViT'],
	[/\.norm_mlp_in\./, 'a TNT (Transformer in Transformer)', 'ViT'],
	[/^hiera\.|(^|\.)pos_embed_window$|(^|\.)blocks\.\d+\.proj\.weight$/, 'Hiera', 'ViT'],
	[/\.attn_grid\.|\.grid_attention\./, 'MaxViT', 'EfficientNet'],
	[/token_mixer\.attention_biases$/, 'EfficientFormer', 'MetaFormer'],
	[/stages\.\d+\.\d+\.transformer\.\d+\./, 'MobileViT', 'EfficientNet'],
	[/patch_embed\.backbone\.stages\.\d+\.\d+\.conv1_1x1\./, 'ViTamin', 'ViT'],
	[
		/stages\.\d+\.\d+\.(conv1_1x1|conv2_kxk|conv_kxk)\./,
		'one of timm’s ByobNets, such as RepVGG or CLIP’s ResNet',
		'ResNet'
	],
	[/\.rnn_tokens\./, 'Sequencer', 'MetaFormer'],
	[/blocks\.\d+\.(mlp_tokens|linear_tokens|mlp_channels)\./, 'an MLP-Mixer', 'ViT'],
	[/\.skipinit_gain$|\.conv\d?\.gain$/, 'a network without norms (NFNet)', 'ResNet'],
	[
		/(?<!backbone\.)stages\.0\.blocks\.0\.conv2\.weight$/,
		'a ResNet with norms before its convolutions (ResNetV2, BiT)',
		'ResNet'
	],
	[/layer1\.0\.convs\.\d+\./, 'Res2Net', 'ResNet'],
	[/layer1\.0\.conv\d\.paths\./, 'SKNet', 'ResNet'],
	[/(?<!backbone\.(\d\.)?)body\.layer1\./, 'TResNet', 'ResNet'],
	[/layer1\.0\.conv2\.(conv|fc1)\./, 'ResNeSt', 'ResNet'],
	[/layer1\.0\.se_module\./, 'SENet in its first form', 'SE-ResNet'],
	[/\.squeeze\.weight$/, 'SqueezeNet', 'MobileNet'],
	[/(^|\.)inception3a\./, 'GoogLeNet', 'ResNet'],
	[/\.branch1\.0\.weight$/, 'ShuffleNet', 'MobileNet'],
	[/(^|\.)features\.0\.weight$/, 'a VGG or an AlexNet', 'ResNet'],
	[/denseblock1\./, 'a DenseNet', 'ResNet'],
	[/conv2_1\.c1x1_w/, 'a DPN', 'ResNeXt'],
	[/level2\.tree1\./, 'DLA', 'ResNet'],
	[/(^|\.)([Mm]ixed_5b|Conv2d_1a_3x3)\.|features\.4\.branch0\./, 'an Inception network', 'ResNet'],
	[/block1\.rep\.|\.stack\.conv\d\.conv_dw\./, 'Xception', 'EfficientNet'],
	[/cell_stem_0\./, 'NASNet', 'EfficientNet'],
	[/\.ghost1\./, 'GhostNet', 'MobileNetV3'],
	[/(^|\.)features\.\d+\.conv_exp\./, 'ReXNet', 'EfficientNet'],
	[/\.routing_fn\./, 'an EfficientNet of conditional convolutions (CondConv)', 'EfficientNet'],
	[/(^|\.)(stage2|stage3)\.0\.branches\./, 'an HRNet', 'ResNet'],
	[
		/\.(sr|sequence_reduction|spatial_reduction)(\.\w+)?\.weight$/,
		'a PVT, a SegFormer or Twins',
		'MetaFormer'
	],
	[/\.modulation\.focal_layers\./, 'FocalNet', 'MetaFormer'],
	[/(^|\.)crpe\d?\.conv_list\./, 'CoaT', 'ViT'],
	[/\.cpe1\.proj\./, 'DaViT', 'Swin'],
	[/blocks\.\d+\.0\.fn\.0\./, 'ConvMixer', 'ConvNeXt'],
	[/(^|\.)blocks\.\d+\.fusion\.0\./, 'CrossViT', 'ViT'],
	[/token_mixer\.mixer\.|\.conv_kxk\.0\./, 'FastViT', 'MetaFormer'],
	[/token_mixer\.conv\.c\.|\.channel_mixer\./, 'RepViT', 'EfficientNet'],
	[/(^|\.)transformers\.\d+\.blocks\./, 'PiT', 'ViT'],
	[/\.transformer_encoder\.\d+\./, 'NesT', 'Swin'],
	[/\.mhca\./, 'Next-ViT', 'MetaFormer'],
	[/\.local_conv\./, 'TinyViT', 'Swin'],
	[/\.attention_biases$/, 'LeViT, or one of its kind', 'ViT'],
	[
		/\.main\.(inverted_conv|depth_conv|spatial_conv)\./,
		'EfficientViT, or one of its kind',
		'EfficientNet'
	],
	[/\.conv_transition(_b)?\./, 'CSPNet', 'ResNet'],
	[/\.conv_concat\./, 'VoVNet', 'ResNet'],
	[/\.xca\./, 'EdgeNeXt', 'ConvNeXt'],
	[/\.local_representation\./, 'SwiftFormer', 'MetaFormer'],
	[/\.attn\.meta_mlp\./, 'Swin V2 in its first form in timm (CR)', 'Swin V2']
];

/** Names that many networks have. */
export const LIKELY: typeof KINDS = [
	[
		/(^|\.)relative_position_bias|blocks\.0\.attn\.rel_pos/,
		'a transformer with positions that no family here has'
	],
	[/(^|\.)encoder\.layers?\.0\./, 'a transformer'],
	[/conv\w*\.weight$/i, 'a convolutional network'],
	[/attn|attention/i, 'a transformer']
];
