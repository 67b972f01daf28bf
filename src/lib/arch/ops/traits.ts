/**
 * What an operation's output at one position is computed from:
 *
 * - `own`: the same position of its input
 * - `window`: the positions under a kernel that slides over the map
 * - `varied`: others, and which depends on where it stands
 * - `all`: all positions
 */
export type Positions = 'own' | 'window' | 'varied' | 'all';

/** What may be asked of an operation without knowing which it is. What is left out does not hold. */
export type Traits = Readonly<{
	positions: Positions;
	/** Leaves one vector for all positions. */
	pools?: true;
	/** A product with a matrix of weights. */
	product?: true;
	/** A factor and a summand for each channel, known before the run: folds into a product's weights. */
	affine?: true;
	/** A function of one number, without weights: floating-point operations for each. */
	activation?: Readonly<{ operations: number }>;
	/** Takes the outputs of branches. */
	join?: true;
	/** The same values in the same order under another shape: nothing is computed or moved. */
	view?: true;
	/** PyTorch holds its maps channels last. */
	channelsLast?: true;
}>;
