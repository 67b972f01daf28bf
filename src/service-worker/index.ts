import { base, version } from '$service-worker';
import { serveSite, type ServiceWorkerScope } from '../lib/offline/serve.ts';

serveSite(self as unknown as ServiceWorkerScope, new URL(`${base}/`, location.href), version);
