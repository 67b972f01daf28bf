import { engine } from '@tensorflow/tfjs-core';
import { expectNoError } from '../../runtimes/tfjs/device-loss.ts';
import { backendLabel, chooseBackend, probeBackends } from '../../runtimes/backends.ts';
import type { CalibrationProgress } from '../progress.ts';
import type { RunContext } from '../run-context.ts';
import { openBackend } from '../../runtimes/tfjs/open.ts';
import { planFor } from '../../runtimes/plan/plan-for.ts';
import type { Setting } from '../../runtimes/tfjs/compile-step.ts';
import {
	sameDevice,
	type Calibration,
	type CalibrationRequest
} from '../../predict/calibration.ts';
import { classOf } from '../../predict/classes.ts';
import { deviceOf } from '../../predict/device.ts';
import type { Fit } from '../../predict/fit.ts';
import type { KernelClass, Where } from '../../predict/kernel-class.ts';
import { measureClass } from '../../predict/measure-class.ts';

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

/**
 * Measures a few calls of each kind that some networks are made of, and fits what their times follow
 * from. The networks' own layers are not among the calls.
 *
 * @throws Cancelled, or an error that `failureOf` puts into words
 */
export async function calibrate(
	request: CalibrationRequest,
	{ onProgress, yieldOrStop }: RunContext<CalibrationProgress>
): Promise<Calibration> {
	const { backend, fallback } = chooseBackend(await probeBackends(), request.backend);
	const { adapter } = backend;
	const label = backendLabel(backend);
	const { kernels } = request;
	const identity = { backend: backend.name, backendLabel: label, adapter, fallback, kernels };
	const known = request.known && sameDevice(request.known, identity) ? request.known : null;
	const missing = classesIn(request, identity).filter(({ key }) => !known?.fits[key]);
	const base = known ?? {
		fits: {},
		passMs: 0,
		noise: 1,
		spentMs: 0,
		when: new Date().toISOString()
	};
	if (missing.length === 0 && known) return { ...base, ...identity };

	onProgress({ phase: 'backend', label, fallback });
	await yieldOrStop();
	const opened = await openBackend(backend.name);
	// Whatever way it ends, what it left on the device goes with this scope.
	engine().startScope('calibration');
	try {
		const start = performance.now();
		const endWatch = opened.watch();
		onProgress({ phase: 'calibration', done: 0, total: missing.length, label: 'the device' });
		await yieldOrStop();
		const setting: Setting = { backend: backend.name, kernels, batch: 1 };
		const device = await deviceOf(setting, opened);
		const fits: Record<string, Fit> = {};
		for (const [done, kernelClass] of missing.entries()) {
			onProgress({ phase: 'calibration', done, total: missing.length, label: kernelClass.key });
			/** Each class may use what its share of the time leaves. */
			const until = start + (request.budgetMs * (done + 1)) / missing.length;
			fits[kernelClass.key] = await measureClass(kernelClass, device, {
				yieldOrStop,
				hasTime: () => performance.now() < until
			});
		}
		await expectNoError(opened, endWatch);
		return {
			...identity,
			fits: { ...base.fits, ...fits },
			passMs: device.waitMs,
			noise: device.noise(),
			spentMs: base.spentMs + performance.now() - start,
			when: new Date().toISOString()
		};
	} finally {
		engine().endScope();
		opened.close();
	}
}
