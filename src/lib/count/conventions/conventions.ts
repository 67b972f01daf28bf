import type { Convention } from './convention.ts';
import { deepspeed } from './deepspeed.ts';
import { fvcore } from './fvcore.ts';
import { paper } from './paper.ts';
import { ptflopsAten } from './ptflops-aten.ts';
import { ptflopsPytorch } from './ptflops-pytorch.ts';
import { thop } from './thop.ts';
import { timm } from './timm.ts';
import { torch } from './torch.ts';
import { torchinfo } from './torchinfo.ts';

/** Every way of counting, the paper's first: it is the one that counts are shown in. */
export const conventions: readonly Convention[] = [
	paper,
	fvcore,
	torch,
	ptflopsAten,
	ptflopsPytorch,
	thop,
	torchinfo,
	deepspeed,
	timm
];
