import { epilogueCode, otherReads } from './epilogue.ts';
import type { Epilogue } from '../../plan/epilogue.ts';
import type { ShaderSource } from './program.ts';
import { typeOf, type VectorWidth } from './vector-width.ts';
import { TEAM, TEAM_SUM, total } from './row-norms.ts';

/** Norm over all positions of a group of channels; a team of threads for each group of an image. */
export function groupNorm(vectorWidth: VectorWidth, eps: number, epilogue: Epilogue): ShaderSource {
	const zero = `${typeOf(vectorWidth)}(0.0)`;
	const each = (body: string): string =>
		`for (var i = member; i < count; i += ${TEAM}) {
		let c = group * each + i % each;
		let at = (image * uniforms.positions + i / each) * uniforms.depth + c;
		${body}
	}`;
	return {
		key: `group-norm${vectorWidth}-${eps}-${epilogue.join('-')}`,
		group: TEAM,
		reads: [
			{ name: 'x', vectorWidth },
			{ name: 'weight', vectorWidth },
			{ name: 'bias', vectorWidth },
			...otherReads(epilogue, vectorWidth)
		],
		vectorWidth,
		sizes: ['positions', 'depth', 'groups', 'teams'],
		code: `
${TEAM_SUM}
${epilogueCode(epilogue, vectorWidth)}
fn main(index : i32) {
	let member = i32(localIndex);
	// Teams beyond the last work on it again: all must reach the barriers.
	let team = min(index / ${TEAM}, uniforms.teams - 1);
	let group = team % uniforms.groups;
	let image = team / uniforms.groups;
	let each = uniforms.depth / uniforms.groups;
	let count = uniforms.positions * each;
	let all = f32(count * ${vectorWidth});
	var sum = ${zero};
	${each('sum += x[at];')}
	let mean = gathered(${total(vectorWidth, 'sum')}, member) / all;
	var squares = ${zero};
	${each('let v = x[at] - mean; squares += v * v;')}
	let scale = inverseSqrt(gathered(${total(vectorWidth, 'squares')}, member) / all + ${eps});
	${each('result[at] = epilogue((x[at] - mean) * scale * weight[c] + bias[c], at);')}
}`
	};
}
