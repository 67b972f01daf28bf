import { finishCode, otherRead, type Finish } from './finish.ts';
import { type Lanes, type Source } from './program.ts';

/** Element by element: a factor and a summand for each channel, if any, then the finish. */
export const elementwise = (lanes: Lanes, affine: boolean, finish: Finish): Source => ({
	key: `elementwise${lanes}${affine ? 'a' : ''}-${finish.join('-')}`,
	group: 64,
	reads: [
		{ name: 'x', lanes },
		...(affine
			? [
					{ name: 'scale', lanes },
					{ name: 'shift', lanes }
				]
			: []),
		...otherRead(finish, lanes)
	],
	lanes,
	sizes: ['count', 'depth'],
	code: `
${finishCode(finish, lanes)}
fn main(index : i32) {
	if (index >= uniforms.count) { return; }
	${affine ? 'let c = index % uniforms.depth;' : ''}
	let v = x[index]${affine ? ' * scale[c] + shift[c]' : ''};
	result[index] = finish(v, index);
}`
});
