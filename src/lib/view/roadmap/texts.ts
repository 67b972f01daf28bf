import { ratioOf } from '../../arch/stage-ratio.ts';
import { exact, percent, si } from '../../kit/format.ts';
import { perBlock, type Facts } from './facts.ts';
import { fromTo, list, macsText, pointsInWords, times } from './decision-text.ts';

/** A publication that a step's idea or number comes from. */
export type Source = Readonly<{ name: string; href: string }>;

/** What is said of a step. Sentences hold links to parts of the picture (see `spansOf`). */
export type StepText = Readonly<{
	/** What the decision is, and where it comes from: safe to read before guessing. */
	what: string;
	/** What it does to capacity and cost, and why. */
	cost: string;
	/** What the paper saw. */
	saw: string;
	sources: readonly Source[];
}>;

const arxiv = (name: string, id: string): Source => ({ name, href: `https://arxiv.org/abs/${id}` });

const PAPER = arxiv('ConvNeXt, Liu et al. 2022', '2201.03545');
const RESNET = arxiv('ResNet, He et al. 2015', '1512.03385');
const RESNEXT = arxiv('ResNeXt, Xie et al. 2016', '1611.05431');
const MOBILENET = arxiv('MobileNetV2, Sandler et al. 2018', '1801.04381');
const VIT = arxiv('ViT, Dosovitskiy et al. 2020', '2010.11929');
const SWIN = arxiv('Swin, Liu et al. 2021', '2103.14030');
const VGG = arxiv('VGG, Simonyan and Zisserman 2014', '1409.1556');
const GELU = arxiv('GELU, Hendrycks and Gimpel 2016', '1606.08415');
const BATCH = arxiv('BatchNorm, Ioffe and Szegedy 2015', '1502.03167');
const LAYER = arxiv('LayerNorm, Ba et al. 2016', '1607.06450');
const GROUP = arxiv('GroupNorm, Wu and He 2018', '1803.08494');
const TRANSFORMER = arxiv('Transformer, Vaswani et al. 2017', '1706.03762');

/** The paper's result beside the one before, with its spread where there is one. */
function result({ row, before, table }: Facts): string {
	const { top1, spread } = row.paper;
	const seeds = spread === null ? '' : ` ± ${spread.toFixed(2)} over three seeds`;
	const change = top1 - before.paper.top1;
	const noise = Math.max(spread ?? 0, before.paper.spread ?? 0);
	const within =
		noise > 0 && Math.abs(change) <= noise ? ' That is within the spread of the seeds.' : '';
	return `${top1.toFixed(2)}% top-1${seeds}: ${pointsInWords(change)} (${table}).${within}`;
}

function baseline(f: Facts): StepText {
	const { oldRecipe } = f.landmarks;
	const { of, totals, blocks } = f.now;
	const gain = f.row.paper.top1 - oldRecipe.top1;
	return {
		what: `${f.start} turns an image of 224 × 224 pixels into scores for 1000 classes. A [stem](stem) shrinks the image to a small map of numbers, with many numbers (channels) at each place. Four stages follow, each on a smaller map with more channels, and a [head](head) averages the last map and classifies. A stage is a row of blocks. A block is a few layers whose result is added to what came in, so it only has to learn a correction. This one is a bottleneck: a [1 × 1 convolution](pointwise) reduces the channels at each place, a [3 × 3 convolution](spatial) looks at the neighbours, another 1 × 1 restores the channels. After each convolution a [norm](norm) rescales the numbers, and an [activation](activation), here ReLU, sets negative ones to zero.`,
		cost: `One image takes ${macsText(totals.macs)}. A MAC is a multiplication and an addition. The paper prints “FLOPs” and means MACs; here FLOPs are always 2 × MACs. Of all MACs, ${percent(of('dense conv').macs / totals.macs)} are in dense convolutions, which mix all channels over a window, and ${percent(of('pointwise').macs / totals.macs)} in 1 × 1 convolutions. There are ${blocks} blocks.`,
		saw: `${f.row.paper.top1.toFixed(2)}% of ImageNet’s validation images get the right class as the first guess (top-1). Part of that is training, not design: with the older recipe the same network had ${oldRecipe.top1.toFixed(2)}%, so a recipe like those of Transformers (longer, with AdamW and stronger augmentation) gave ${gain.toFixed(2)} points (${f.table}, section 2.1). All steps from here are trained that way.`,
		sources: [PAPER, RESNET]
	};
}

function stageRatio(f: Facts): StepText {
	const { now, was } = f;
	const widened =
		now.config.widths[0] === was.config.widths[0]
			? ''
			: ` In this regime the step also widens stage 1 from ${was.config.widths[0]} to ${now.config.widths[0]} channels, and the others with it, so that the cost stays near that of ${f.rival} (the authors’ code has it; the paper’s table shows only the cost).`;
	return {
		what: `How many blocks each stage gets. ${f.start} has ${list(was.depths)}. Swin gives [stage 3](stage3) most of them; with its ratio ${ratioOf(now.depths).join(' : ')} the stages get ${list(now.depths)}. The block itself stays as it is.${widened}`,
		cost: `A block costs about the same in every stage: where the map has a quarter of the places, twice the channels make each place four times as dear. So cost follows the number of blocks and their width: ${was.blocks} to ${now.blocks} blocks, ${fromTo(was.totals.macs, now.totals.macs, 'MACs')}. Params do depend on the stage, since weights are shared over places: stage 3 went from ${fromTo(was.section(3).params, now.section(3).params, 'params')}.`,
		saw: `${result(f)} The ratio is taken over from Swin. The paper notes that a better one may exist.`,
		sources: [PAPER, SWIN]
	};
}

function patchify(f: Facts): StepText {
	const { now, was } = f;
	return {
		what: `How the image enters. ResNet’s [stem](stem) slides a 7 × 7 window over the image in steps of 2 pixels, then keeps the largest value of each 3 × 3 neighbourhood (max pooling): together a map of a quarter of the side. Now one ${now.config.patch} × ${now.config.patch} convolution in steps of ${now.config.patch} does it: the windows no longer overlap, and the image is cut into patches. Vision Transformers begin like that, ViT with 16 × 16 patches and Swin with 4 × 4.`,
		cost: `The stem computes a quarter as many places, with a smaller window: ${fromTo(was.section('stem').macs, now.section('stem').macs, 'MACs')}. The stages see the same map as before and cost the same. The stem’s norm, activation and pooling go with it.`,
		saw: `${result(f)} A simpler stem does no harm.`,
		sources: [PAPER, VIT, SWIN]
	};
}

function depthwise(f: Facts): StepText {
	const { now, was } = f;
	const [dense, deep] = [was.of('dense conv'), now.of('depthwise')];
	const stem = now.of('dense conv').macs;
	return {
		what: `Which channels a convolution mixes. In a dense one, every channel that leaves sees every channel that enters. ResNeXt splits the channels into groups that do not see one another. Taken to the end, each channel is a group of its own: a [depthwise convolution](spatial) mixes places and never channels; mixing channels is left to the [1 × 1 layers](pointwise). Self-attention and the MLP of a Transformer divide the work in a like way: the weights of attention mix places, the MLP mixes channels.`,
		cost: `A channel now looks at 1 channel and not at all of them, so a 3 × 3 layer costs as many times less as it has channels: all of them together went from ${fromTo(dense.macs - stem, deep.macs, 'MACs')}. The network keeps ${percent(now.totals.macs / was.totals.macs)} of its MACs and ${percent(now.totals.params / was.totals.params)} of its params. So it has lost capacity, too.`,
		saw: `${result(f)} Less capacity, lower accuracy; the next step spends what was saved.`,
		sources: [PAPER, RESNEXT, SWIN]
	};
}

function width(f: Facts): StepText {
	const { now, was } = f;
	const [from, to] = [was.config.widths[0] ?? 1, now.config.widths[0] ?? 1];
	return {
		what: `ResNeXt’s advice: more groups, then more width. The channels of stage 1 grow from ${from} to ${to}, as many as ${f.rival} has, and those of the other stages with them.`,
		cost: `A [1 × 1 layer](pointwise) costs channels in times channels out, so its cost grows with the square of the width: (${to} / ${from})² = ${times((to / from) ** 2)}. The [depthwise layers](spatial) only grow with the width itself, and hardly count. In all ${fromTo(was.totals.macs, now.totals.macs, 'MACs')}, ${times(now.totals.macs / was.totals.macs)} times as many, and ${fromTo(was.totals.params, now.totals.params, 'params')}.`,
		saw: `${result(f)} Against the network before the depthwise step, that is ${pointsInWords(f.row.paper.top1 - (f.rows[2]?.paper.top1 ?? 0))} for ${times(now.totals.macs / (f.rows[2]?.totals.macs ?? 1))} times the MACs.`,
		sources: [PAPER, RESNEXT]
	};
}

function inverted(f: Facts): StepText {
	const { now, was } = f;
	return {
		what: `Where a block is wide. The bottleneck carries many channels from block to block (${was.outside} in stage 1) and narrows inside. Inverted, it carries few (${now.outside}) and widens inside, to ${now.inside}. MobileNetV2 made this known as the inverted bottleneck, and the MLP of a [Transformer block](block) has the same shape: four times as wide inside.`,
		cost: `The [depthwise layers](spatial) now work on the wide channels, so they cost more: ${fromTo(was.of('depthwise').macs, now.of('depthwise').macs, 'MACs')}. Yet the whole falls, ${fromTo(was.totals.macs, now.totals.macs, 'MACs')}, because of the shortcuts: where a stage begins, the shortcut needs a [1 × 1 convolution](shortcut) to fit the new size, and with few channels carried those fall from ${fromTo(was.projections, now.projections, 'MACs')}. The classifier shrinks too, from ${fromTo(was.section('head').params, now.section('head').params, 'params')}.`,
		saw: result(f),
		sources: [PAPER, MOBILENET, TRANSFORMER]
	};
}

function moveUp(f: Facts): StepText {
	const { now, was } = f;
	return {
		what: `The order inside the block. The [depthwise convolution](spatial) moves up, before the two [1 × 1 layers](pointwise). Transformer blocks have that order: first attention over places, then the MLP over channels. It also prepares for larger kernels: up there, a block has ${now.outside} channels in stage 1, not ${now.inside}.`,
		cost: `The depthwise layers work on a quarter of the channels: ${fromTo(was.of('depthwise').macs, now.of('depthwise').macs, 'MACs')}. Where a stage begins, the first 1 × 1 layer now runs after the map has shrunk. In all ${fromTo(was.totals.macs, now.totals.macs, 'MACs')}.`,
		saw: `${result(f)} The paper calls this temporary: the larger kernels that follow win it back.`,
		sources: [PAPER, SWIN]
	};
}

function kernel(f: Facts): StepText {
	const { now, was, row } = f;
	const [from, to] = [was.config.kernels[0] ?? 0, now.config.kernels[0] ?? 0];
	const deep = now.of('depthwise');
	const seven = f.rows[8]?.paper.top1 ?? 0;
	const verdict = row.step.rejected
		? ` Not kept: beyond 7 × 7 nothing is gained (7 × 7 has ${seven.toFixed(2)}%), so the roadmap goes on from 7 × 7.`
		: to === 7
			? ` Kept: 9 × 9 and 11 × 11 were tried and gave no more.`
			: '';
	return {
		what: `How far one layer sees: the [depthwise kernels](spatial) grow from ${from} × ${from} to ${to} × ${to}. Since VGG, ConvNets stacked small 3 × 3 windows, which hardware runs well. Self-attention sees further at once: Swin’s windows are 7 × 7 or larger.`,
		cost: `A depthwise layer pays the k² of its window once for each channel, so the cost stays small: ${fromTo(was.of('depthwise').macs, deep.macs, 'MACs')}, ${percent(deep.macs / now.totals.macs)} of the network. At the end of the network, the square of the image that one place depends on (its receptive field) grows from a side of ${exact(was.field)} to ${exact(now.field)} pixels.`,
		saw: `${result(f)}${verdict}`,
		sources: [PAPER, VGG, SWIN]
	};
}

function gelu(f: Facts): StepText {
	return {
		what: `Which function bends the numbers. Without one between them, two layers in a row could be merged into one. ReLU cuts negative numbers off at zero. GELU is a smooth version of it: it multiplies x by the chance that a normally distributed number is below x. BERT, GPT-2 and ViT use it. All ${f.now.of('activation').layers} [activations](activation) change.`,
		cost: `No MAC, no param: ${macsText(f.now.totals.macs)} before and after. GELU takes more arithmetic for each number than ReLU, but that is not counted in MACs. Run the path below to see whether your device notices.`,
		saw: result(f),
		sources: [PAPER, GELU, VIT]
	};
}

function fewerActivations(f: Facts): StepText {
	const { now, was } = f;
	return {
		what: `How often the numbers are bent. ResNet puts an activation after every convolution, ${perBlock(was, 'activation')} in a block. A Transformer block has just one, inside its MLP. Here only the one between the two [1 × 1 layers](pointwise) [stays](activation): ${was.of('activation').layers} activations in the network become ${now.of('activation').layers}.`,
		cost: `Nothing that is counted: ${macsText(now.totals.macs)} before and after. It does save time and memory traffic, as each activation reads and writes a whole map.`,
		saw: result(f),
		sources: [PAPER]
	};
}

function fewerNorms(f: Facts): StepText {
	const { now, was } = f;
	return {
		what: `How often the numbers are rescaled. A norm brings the numbers to mean 0 and variance 1, then scales and shifts them by learned amounts. There was one after each convolution; only [the one](norm) after the depthwise convolution stays: ${was.of('norm').layers} norms become ${now.of('norm').layers}. A Swin block has two.`,
		cost: `Each norm holds two params for each channel. Together ${fromTo(was.totals.params, now.totals.params, 'params')}; MACs stay at ${si(now.totals.macs, 4)}.`,
		saw: `${result(f)} Another norm at the start of the block did not help, the paper reports.`,
		sources: [PAPER, BATCH]
	};
}

function layerNorm(f: Facts): StepText {
	const { now, was } = f;
	return {
		what: `What the norm averages over. BatchNorm takes one mean and one variance for each channel, over all places of all images in the batch, so images in training depend on one another. LayerNorm takes them [at each place](norm), over its channels: no image sees another. Transformers use it throughout. Put into the original ResNet in its place, LayerNorm does worse (the paper cites GroupNorm’s authors for that); in this network it no longer does.`,
		cost: `The convolutions are those of the step before: ${macsText(now.totals.macs)} before and after. Before a BatchNorm, which shifts the numbers itself, a convolution needs no bias, and the block’s had none. In the authors’ code they have one from here on: ${fromTo(was.totals.params, now.totals.params, 'params')}.`,
		saw: result(f),
		sources: [PAPER, LAYER, GROUP]
	};
}

function downsampling(f: Facts): StepText {
	const { now, was, rival } = f;
	const { rival: held } = f.landmarks;
	const released =
		f.regime === 'resnet50'
			? ' The ConvNeXt-T that was released also learns a scale for each channel (layer scale), and Table 1 has it at 82.1%.'
			: '';
	return {
		what: `Where the map shrinks. So far the first block of a stage did it on the side: a step of 2 in its depthwise convolution, and a 1 × 1 convolution to make the shortcut fit. Swin has layers of their own between stages, and so does the network now: a norm and a [2 × 2 convolution in steps of 2](downsample). With that alone training diverged, the paper found; norms wherever the map changes size (before each of these, after the [stem](stem) and after the [head’s](head) average) made it stable.`,
		cost: `The convolutions between stages add ${macsText(now.of('dense conv').macs - was.of('dense conv').macs)}; the projections on shortcuts, ${macsText(was.projections)}, are gone. Every block now has its stage’s full width from the start, which costs the rest: ${fromTo(was.totals.macs, now.totals.macs, 'MACs')} in all.`,
		saw: `${result(f)} ${rival} has ${held.top1.toFixed(2)}% at ${held.gmacs} GMACs (${f.table}). This network is ConvNeXt.${released}`,
		sources: [PAPER, SWIN]
	};
}

const TEXTS: Readonly<Record<string, (facts: Facts) => StepText>> = {
	baseline,
	'stage-ratio': stageRatio,
	patchify,
	depthwise,
	width,
	inverted,
	'move-up': moveUp,
	'kernel-5': kernel,
	'kernel-7': kernel,
	'kernel-9': kernel,
	'kernel-11': kernel,
	gelu,
	'fewer-activations': fewerActivations,
	'fewer-norms': fewerNorms,
	'layer-norm': layerNorm,
	downsampling
};

/** What is said of a step. */
export function textOf(facts: Facts): StepText {
	const write = TEXTS[facts.row.step.id];
	if (!write) throw new Error(`the step ${facts.row.step.id} has no text`);
	return write(facts);
}

/** Why the table's number and the count differ, where they do. */
export function misprintText({ row, before, rows, table }: Facts): string | null {
	if (row.agrees) return null;
	const { gmacs, printedGmacs } = row.paper;
	const counted = (row.totals.macs / 1e9).toFixed(2);
	const inFigure = printedGmacs === null ? '' : ` Figure 2 prints ${printedGmacs.toFixed(1)}.`;
	const next = rows[row.index + 1];
	if (row.totals.macs === before.totals.macs && next)
		return `${table} prints ${gmacs.toFixed(2)} here; the count is ${counted}. The step changes no convolution, so the number cannot move: the table’s own line before has ${before.paper.gmacs.toFixed(2)}, and Table 11 shows no change at the same step.${inFigure} ${gmacs.toFixed(2)} happens to be what the next step counts (${(next.totals.macs / 1e9).toFixed(2)}), so it seems to have slipped by one line.`;
	return `${table} prints ${gmacs.toFixed(2)} here; the count is ${counted}.${inFigure} Tables 1 and 9 print 4.5 as well, and the count agrees with that. The table seems to be misprinted: ${counted} stands one line higher in it.`;
}
