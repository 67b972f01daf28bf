import { layersOf } from '../arch/layers.ts';
import { LARGEST_FILE, onnxPieces } from '../code/onnx/model.ts';
import { byteLength, type Pieces } from '../code/pieces.ts';
import { writeHeader } from '../code/safetensors.ts';
import { weightPlaces } from '../code/weight-places.ts';
import { WEIGHTS } from './card.ts';
import type { ExportRequest } from './export.ts';
import { LiveError } from './failure.ts';

/** What a file is made of. @throws LiveError when its format permits no file of that size */
export function piecesOf(request: ExportRequest): Pieces {
	const { net, input } = request;
	if (request.format === 'safetensors') {
		const weights = weightPlaces(layersOf(net, input));
		return [writeHeader(weights), ...weights];
	}
	const { title, address } = request;
	const about = { title, address, weights: request.weights?.label ?? WEIGHTS };
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
