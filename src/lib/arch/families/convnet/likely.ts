import type { FileFacts, Likely } from '../likely.ts';

const CALLED = /caffe|msra|detectron/i;

/**
 * Which convolution of a bottleneck has the stride. ResNet's paper and what came from Caffe have it on the
 * 1 × 1, torchvision's and timm's on the 3 × 3, under the same names; nobody need be asked of those.
 */
export function likelyConvNet({ author, called, shapes }: FileFacts): Likely {
	if (!shapes.has('layer1.0.conv3.weight') || !shapes.has('layer2.0.conv1.weight')) return {};
	if (CALLED.test(called))
		return {
			strideOn: {
				value: 'pointwise',
				reason: 'the file is called as ResNets that came from Caffe; torchvision’s have it on k × k'
			}
		};
	if (author !== 'OpenMMLab') return {};
	return {
		strideOn: {
			value: 'spatial',
			reason: "as in OpenMMLab’s whose config does not say style='caffe'; those have it on 1 × 1"
		}
	};
}
