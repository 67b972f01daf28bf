import { createLiveClient } from '../../benchmark/client.ts';

/** The workspace's one worker: what is measured at the same time would only measure each other. */
export const live = createLiveClient();
