import { holdLock } from '../../src/lib/workers/lifetime.ts';

const held = new Promise<void>((resolve) => {
	void holdLock((alive) => {
		self.postMessage(alive);
		resolve();
	});
});

// It lives until it is asked for anything, and then ends without a word.
self.addEventListener('message', () => void held.then(() => self.close()));
