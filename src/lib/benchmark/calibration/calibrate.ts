import {
	sameDevice,
	type Calibration,
	type CalibrationRequest
} from '../../predict/calibration.ts';
import { classOf } from '../../predict/classes.ts';
import type { Fit } from '../../predict/fit.ts';
import type { KernelClass, Where } from '../../predict/kernel-class.ts';
import { backendLabel, chooseBackend } from '../../runtimes/backends.ts';
import { planFor } from '../../runtimes/plan/plan-for.ts';
import type { Session } from '../../runtimes/runtime.ts';
import { probeBackends } from '../../runtimes/runtimes.ts';
import type { CalibrationProgress } from '../progress.ts';
import type { RunContext } from '../run-context.ts';
import { withSession } from '../session.ts';
import { deviceSpeed } from './device-speed.ts';
import { measureClass } from './measure-class.ts';
import { stepBench } from './step-bench.ts';

/** The classes of all calls of these networks, each once. */
function classesIn({ subjects }: CalibrationRequest, where: Where): readonly KernelClass[] {
	const classes = new Map<string, KernelClass>();
	for (const { net, input } of subjects)
		for (const step of planFor(net, input, where.backend, where.kernels)) {
			const found = classOf(step, where);
			if (found && !classes.has(found.key)) classes.set(found.key, found);
		}
	return [...classes.values()];
}

/** What is measured in one session. */
type Measured = Readonly<{
	fits: Readonly<Record<string, Fit>>;
	passMs: number;
	noise: number;
	spentMs: number;
}>;

async function measureClasses(
	session: Session,
	classes: readonly KernelClass[],
	{ kernels, budgetMs }: CalibrationRequest,
	{ onProgress, yieldOrStop }: RunContext<CalibrationProgress>
): Promise<Measured> {
	const start = performance.now();
	const total = classes.length;
	const expectNoErrors = session.watchErrors();
	onProgress({ phase: 'calibration', done: 0, total, label: 'the device' });
	await yieldOrStop();
	const device = await deviceSpeed(stepBench(session, kernels, 1));
	const fits: Record<string, Fit> = {};
	for (const [done, kernelClass] of classes.entries()) {
		onProgress({ phase: 'calibration', done, total, label: kernelClass.key });
		/** Each class may use what its share of the time leaves. */
		const until = start + (budgetMs * (done + 1)) / total;
		fits[kernelClass.key] = await measureClass(kernelClass, device, {
			yieldOrStop,
			hasTime: () => performance.now() < until
		});
	}
	await expectNoErrors();
	const spentMs = performance.now() - start;
	return { fits, passMs: device.waitMs, noise: device.noise(), spentMs };
}

/**
 * Measures a few calls of each kind that some networks are made of, and fits what their times follow
 * from. The networks' own layers are not among the calls.
 *
 * @throws Cancelled, or an error that `failureOf` puts into words
 */
export async function calibrate(
	request: CalibrationRequest,
	context: RunContext<CalibrationProgress>
): Promise<Calibration> {
	const { backend, fallback } = chooseBackend(await probeBackends(), request.backend);
	const { adapter } = backend;
	const label = backendLabel(backend);
	const { kernels } = request;
	const identity = { backend: backend.name, backendLabel: label, adapter, fallback, kernels };
	const known = request.known && sameDevice(request.known, identity) ? request.known : null;
	const missing = classesIn(request, identity).filter(({ key }) => !known?.fits[key]);
	if (missing.length === 0 && known) return { ...known, ...identity };

	context.onProgress({ phase: 'backend', label, fallback });
	await context.yieldOrStop();
	const measured = await withSession(backend.name, (session) =>
		measureClasses(session, missing, request, context)
	);
	return {
		...identity,
		...measured,
		fits: { ...known?.fits, ...measured.fits },
		spentMs: (known?.spentMs ?? 0) + measured.spentMs,
		when: new Date().toISOString()
	};
}
