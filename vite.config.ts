import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { hubs } from './scripts/hubs.js';
import { ISOLATION } from './scripts/isolation.js';
import { noticed } from './scripts/notices.js';
import { wasmKernels } from './scripts/wasm-kernels.js';
import { wasmThreads } from './scripts/wasm-threads.js';
import { workerEntriesApart } from './scripts/worker-entries.js';

/**
 * What every page takes at once stands in one chunk: split by who else takes each module, it would be
 * dozens, and small files compress poorly. Families other than ConvNets come later.
 */
const codeSplitting = {
	groups: [
		{
			name: 'core',
			test: /src\/lib\/(arch\/(?!.*(block-text|checkpoint|reading|presets\/(gated|pruned|resnet-kinds)|timm|naming|bottleneck|weight-shapes|window-positions))(?!families\/(?!convnet\/|common-fields))|count\/(conventions\/(known|paper|convention|amounts)\.|totals)|json\/(kept|parse)|share\/(settings|link)|draw\/palette|ui\/format)|d3-array\//
		}
	]
};

export default defineConfig({
	plugins: [sveltekit(), wasmKernels(), noticed()],
	environments: { client: { build: { rolldownOptions: { output: { codeSplitting } } } } },
	define: { 'import.meta.env.HUBS': JSON.stringify(hubs()) },
	worker: {
		format: 'es',
		plugins: () => [wasmKernels(), wasmThreads(), workerEntriesApart(), noticed()]
	},
	server: { headers: ISOLATION },
	preview: { headers: ISOLATION }
});
