import type { Family } from '../family.ts';
import { convNet } from './convnet/family.ts';
import { customFamily } from './custom/family.ts';
import { mbconv } from './mbconv/family.ts';
import { inceptionNext } from './inceptionnext/family.ts';
import { addWords } from './convnet/groups.ts';
import { addPresets } from './convnet/presets.ts';
import { gatedGroups } from './convnet/presets/gated.ts';
import { resnetKinds } from './convnet/presets/resnet-kinds.ts';
import { convNetWords } from './convnet/timm.ts';
import { metaFormer } from './metaformer/family.ts';
import { regNet } from './regnet/family.ts';
import { swin } from './swin/family.ts';
import { vit } from './vit/family.ts';

addPresets([...resnetKinds, ...gatedGroups]);
addWords(convNetWords);

const named: readonly Family[] = [convNet, inceptionNext, metaFormer, regNet, mbconv, swin, vit];

/** Every family, in the order in which lists show them. All but the first are loaded when they are needed. */
export const allFamilies: readonly Family[] = [...named, customFamily(named)];
