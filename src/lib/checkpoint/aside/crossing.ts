import type { Design } from '../../arch/design.ts';
import { families } from '../../arch/families.ts';
import type { Checkpoint, OpenedCheckpoint, Refused } from '../checkpoint.ts';

/** A checkpoint without functions, as a worker can send it: its family by name. */
type Sent = Omit<Checkpoint, 'design'> &
	Readonly<{ design: Omit<Design, 'family'> & Readonly<{ family: string }> }>;

/** What a worker found, as plain data. */
export type SentOpened =
	| Readonly<{ ok: true; checkpoint: Sent }>
	| (Omit<Refused, 'anyway'> & Readonly<{ anyway?: Sent }>);

const send = (checkpoint: Checkpoint): Sent => ({
	...checkpoint,
	design: { ...checkpoint.design, family: checkpoint.design.family.id }
});

function receive(sent: Sent): Checkpoint {
	const family = families().find(({ id }) => id === sent.design.family);
	if (!family) throw new Error(`the family ${sent.design.family} is not loaded`);
	return { ...sent, design: { ...sent.design, family } };
}

export function sendOpened(opened: OpenedCheckpoint): SentOpened {
	if (opened.ok) return { ok: true, checkpoint: send(opened.checkpoint) };
	const { anyway, ...refused } = opened;
	return anyway ? { ...refused, anyway: send(anyway) } : refused;
}

/** The families must be loaded. */
export function receiveOpened(sent: SentOpened): OpenedCheckpoint {
	if (sent.ok) return { ok: true, checkpoint: receive(sent.checkpoint) };
	const { anyway, ...refused } = sent;
	return anyway ? { ...refused, anyway: receive(anyway) } : refused;
}
