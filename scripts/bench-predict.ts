import process from 'node:process';
import { benchPredictions } from './bench/predict.ts';

await benchPredictions(process.argv.slice(2));
