import { layersOf } from '../../arch/infer.ts';
import { LARGEST_FILE, onnxPieces } from '../onnx/model.ts';
import { byteLength, type Pieces } from '../pieces.ts';
import { writeHeader } from '../../checkpoint/containers/safetensors.ts';
import { weightSlots } from '../weight-slots.ts';
import { WEIGHTS_LABEL } from '../../checkpoint/deterministic.ts';
import type { ExportRequest } from './client.ts';
import { LiveError } from '../../errors/failure.ts';

/** What a file is made of. @throws LiveError when its format permits no file of that size */
export function piecesOf(request: ExportRequest): Pieces {
	const { net, input } = request;
	if (request.format === 'safetensors') {
		const weights = weightSlots(layersOf(net, input));
		return [writeHeader(request.names ?? weights), ...weights];
	}
	const { title, address } = request;
	const about = { title, address, weights: request.weights?.label ?? WEIGHTS_LABEL };
	const pieces = onnxPieces(net, input, about);
	const bytes = byteLength(pieces);
	if (bytes > LARGEST_FILE)
		throw new LiveError(
			'too-large',
			`The file would take ${(bytes / 1e9).toFixed(1)} GB, and ONNX permits at most 2 GiB in one file.`,
			'Save the weights as safetensors instead, or make the network smaller.'
		);
	return pieces;
}
