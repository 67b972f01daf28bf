import type { Alive } from '../workers/lifetime.ts';
import type { Chunk } from './evaluate.ts';
import type { PostedQuery } from './query.ts';

/** To a worker: the query that is drawn from now on, or some of its draws. */
export type DrawRequest = Readonly<
	| { type: 'query'; id: number; query: PostedQuery }
	| { type: 'draw'; id: number; first: number; count: number }
>;

/** From a worker: what became of these draws of the query with this id. */
export type Draws = Readonly<{ type: 'drawn'; id: number; chunk: Chunk }>;

export type DrawAnswer = Draws | Alive;
