import { batchSize } from '../../arch/design.ts';
import { BACKENDS } from '../../runtimes/backends.ts';
import { missingIn, predict } from '../../predict/predict.ts';
import type { Calibration } from '../../predict/calibration.ts';
import type { Interleaved } from '../../benchmark/interleaved/interleaved.ts';
import type { Column } from '../../state/comparison.svelte.ts';
import { milliseconds } from '../../kit/format.ts';
import { calibrations } from '../predict/calibrations.ts';
import { bandText, tellBand, tellError, tellModel } from '../predict/prediction-text.ts';
import { timeCell } from './times.ts';

type PredictedCell = Readonly<{
	/** The time for one image; empty where kernels were not measured. */
	text: string;
	/** The band and, where it was timed, how far off it was; or what was not measured. */
	note: string;
}>;

function cellOf(
	column: Column,
	calibration: Calibration,
	interleaved: Interleaved | null
): PredictedCell {
	const batch = batchSize(column.design);
	const prediction = predict(calibration, column.network, batch);
	if (!prediction) {
		const missing = missingIn(calibration, column.network);
		return { text: '', note: `not measured in the workspace yet: ${missing.join(', ')}` };
	}
	const perImage = (ms: number): string => milliseconds(ms / batch);
	const text = perImage(prediction.ms);
	const band = bandText({ low: prediction.low / batch, high: prediction.high / batch });
	const timed = interleaved && timeCell(interleaved, column.link, column.link);
	if (!timed) return { text, note: band };
	const checked = { predicted: prediction, measuredMs: timed.median * batch };
	return { text, note: `${band}; ${tellError(checked)}, ${tellBand(checked)}` };
}

/**
 * What each design is predicted to take for one image, on the backend that timed them or, before that,
 * on one that was calibrated.
 *
 * @returns `null` where no kernel was measured on this device
 */
export function predictedCells(
	columns: readonly Column[],
	interleaved: Interleaved | null
): Readonly<{ cells: readonly PredictedCell[]; from: string }> | null {
	const backends = interleaved ? [interleaved.backend] : BACKENDS;
	const [calibration] = backends.flatMap((backend) => calibrations.of(backend, 'ours') ?? []);
	if (!calibration) return null;
	return {
		cells: columns.map((column) => cellOf(column, calibration, interleaved)),
		from: tellModel(calibration)
	};
}
