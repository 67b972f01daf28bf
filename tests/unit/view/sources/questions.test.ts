import { expect, test } from 'vitest';
import { openFiles } from '../../../../src/lib/checkpoint/open.ts';
import { questionsOf } from '../../../../src/lib/view/sources/questions.ts';
import files from '../../../golden/checkpoints/files.json';
import { fileOf } from '../../../checkpoint-files.ts';

test('what the file’s name speaks for is asked first, and what is only as in the nearest preset last', async () => {
	const name = 'faster_rcnn_r50_caffe_fpn.safetensors';
	const opened = await openFiles([{ name, file: fileOf(files['mm resnet caffe'].tensors) }]);
	if (!opened.ok) throw new Error(opened.message);
	const { checkpoint } = opened;
	const questions = questionsOf(checkpoint, checkpoint.design);
	expect(questions[0]?.key).toBe('strideOn');
	const keys = checkpoint.assumed.filter(({ asked }) => asked).map(({ key }) => key);
	expect(keys[0]).not.toBe('strideOn');
	expect(questions.map(({ key }) => key).sort()).toEqual(keys.sort());
});
