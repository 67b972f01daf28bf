import { onnxRuntime } from '../../src/lib/runtimes/onnxruntime/runtime.ts';
import { loadOrt } from './onnx-runtime.ts';
import { testRuntime } from './runtime-contract.ts';

testRuntime('onnxruntime-web on WebAssembly', onnxRuntime('wasm', loadOrt), 1e-4);
