"""Parameters, MACs and activations of a network, by the operators that ran and by its modules."""

import timm
import timm.layers
import torch
from isotropic import IsotropicConvNeXt
from models import BACKWARD, FUSED, cases
from timm.layers import BlurPool2d
from torch import nn
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import FlopCounterMode


class OperatorCounter(TorchDispatchMode):
    """Counts the MACs of the operators that run inside it.

    nn.Linear arrives as (add)mm whatever the rank of its input, attention's two
    matrix products as bmm; the comparison with the hooks' figures in count()
    guards that reading.
    """

    def __init__(self):
        super().__init__()
        self.conv = self.linear = self.attention = self.activations = 0

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        out = func(*args, **(kwargs or {}))
        op = func.overloadpacket.__name__
        if op in ("convolution", "_convolution"):
            # One multiply per element of the filter that makes an output element:
            # weight is [out, in/groups, kh, kw].
            self.conv += out.numel() * args[1][0].numel()
            self.activations += out.numel()
        elif op in ("mm", "addmm"):
            a = args[1] if op == "addmm" else args[0]
            self.linear += out.numel() * a.shape[-1]
            self.activations += out.numel()
        elif op == "bmm":
            self.attention += out.numel() * args[0].shape[-1]
        elif "attention" in op or op in ("baddbmm", "linear", "matmul", "dot", "mv"):
            raise RuntimeError(f"operator {op} is not counted")
        return out


def flop_counter(model, image):
    """What FlopCounterMode prints for a forward pass, in all and by operator."""
    mode = FlopCounterMode(display=False)
    with torch.no_grad(), mode:
        model.eval()(image)
    by = {str(op): n for op, n in mode.get_flop_counts()["Global"].items()}
    assert sum(by.values()) == mode.get_total_flops()
    return {"total": mode.get_total_flops(), "by": by}


def count(model, pixels, in_chans=3):
    """Returns (totals, per-layer rows, parameters outside leaf modules, FlopCounterMode's figures)."""
    # What holds the angles of rotary positions is asked for them, and never called.
    leaves = {
        name: m
        for name, m in model.named_modules()
        if not list(m.children()) and list(m.parameters(recurse=False)) and not hasattr(m, "freqs")
    }
    rows = []
    handles = []
    for name, module in leaves.items():

        def hook(m, _inputs, out, name=name):
            macs = 0
            if isinstance(m, (nn.Conv1d, nn.Conv2d)):
                macs = out.numel() * m.weight[0].numel()
            elif isinstance(m, nn.Linear):
                macs = out.numel() * m.in_features
            params = sum(p.numel() for p in m.parameters())
            rows.append([name, type(m).__name__, list(out.shape), params, macs])

        handles.append(module.register_forward_hook(hook))

    # A blur is a convolution without parameters.
    blurred = [0, 0]

    def blur_hook(m, _inputs, out):
        blurred[0] += out.numel() * m.filt_size**2
        blurred[1] += out.numel()

    handles += [m.register_forward_hook(blur_hook) for m in model.modules() if isinstance(m, BlurPool2d)]

    counter = OperatorCounter()
    with torch.no_grad(), torch.device("meta"), counter:
        model.eval()(torch.empty(1, in_chans, pixels, pixels))
    for handle in handles:
        handle.remove()
    # Its counter looks for the gradient of what a module takes, which a learned query has none of here.
    model.requires_grad_(False)
    torch_flops = flop_counter(model, torch.empty(1, in_chans, pixels, pixels, device="meta"))

    outside = {}
    for name, p in model.named_parameters():
        if name.rpartition(".")[0] not in leaves:
            outside[name] = list(p.shape)
    params = sum(p.numel() for p in model.parameters())

    # timm calls some linear layers as functions, for a bias in parts that leaves out the keys: no hook
    # sees them, and activations are what hooks see, as in the reference.
    unseen = {f"{n}.qkv" for n, m in model.named_modules() if getattr(m, "q_bias", None) is not None and m.qkv}
    # The hooks must tell the same as the operators.
    by_hook = {nn.Conv1d: [0, 0], nn.Conv2d: [0, 0], nn.Linear: [0, 0]}
    for name, _, shape, _, macs in rows:
        for kind, total in by_hook.items():
            if isinstance(leaves[name], kind):
                total[0] += macs
                total[1] += torch.Size(shape).numel()
    (conv_1d, conv_1d_out), (conv, conv_out), (linear, linear_out) = by_hook.values()
    assert [row[0] for row in rows] == list(dict.fromkeys(row[0] for row in rows)), "a layer ran twice"
    assert {row[0] for row in rows} == set(leaves) - unseen, "a layer did not run"
    if not unseen:
        assert (conv + conv_1d + blurred[0], linear) == (counter.conv, counter.linear)
        assert conv_out + conv_1d_out + blurred[1] + linear_out == counter.activations
    hidden = sum(leaves[name].weight.numel() for name in unseen)
    assert params == hidden + sum(row[3] for row in rows) + sum(torch.Size(s).numel() for s in outside.values())

    totals = {
        "input": pixels,
        "params": params,
        "macs": counter.conv + counter.linear + counter.attention,
        "macs_conv": counter.conv,
        "macs_linear": counter.linear,
        "macs_attention": counter.attention,
        # As in the reference: of 2-D convolutions and linear layers.
        "activations": conv_out + linear_out,
    }
    return totals, rows, outside, torch_flops


def build(name, **kwargs):
    # timm.create_model drops arguments that are None (ls_init_value=None would be
    # lost), so the model's own function is called. RegNet computes its widths with
    # tensors as it is built: only its weights may be on the meta device.
    if name.startswith("regnet"):
        return timm.model_entrypoint(name)(pretrained=False, device="meta", **kwargs)
    with torch.device("meta"):
        return timm.model_entrypoint(name)(pretrained=False, **kwargs)


def count_models():
    """Returns (counts, FlopCounterMode's figures) of all models."""
    entries, flops = {}, {}
    for ident, source, name, kwargs, pixels in cases():
        if source == "timm":
            model = build(name, **kwargs)
        else:
            with torch.device("meta"):
                model = IsotropicConvNeXt(**kwargs)
        totals, _, _, torch_flops = count(model, pixels, kwargs.get("in_chans", 3))
        assert ident not in entries, f"{ident} is listed twice"
        entries[ident] = {"source": source, "model": name, "kwargs": kwargs, **totals}
        flops[ident] = {"fused_attention": False, **torch_flops}
    return entries, flops


def count_names(names):
    """Counts of timm's models by name and input, without arguments."""
    counts = {}
    for name, pixels in names:
        # Pruned networks copy weights while they are built.
        model = timm.model_entrypoint(name)(pretrained=False) if name.endswith("_pruned") else build(name)
        counts[name], *_ = count(model.to("meta"), pixels)
    return counts


def count_backward():
    """FlopCounterMode's FLOPs of the backward pass alone."""
    flops = {}
    for name in BACKWARD:
        model, image = build(name).eval(), torch.empty(1, 3, 224, 224, device="meta")
        forward = flop_counter(model, image)["total"]
        mode = FlopCounterMode(display=False)
        with mode:
            model(image).sum().backward()
        flops[name] = {"forward": forward, "backward": mode.get_total_flops() - forward}
    return flops


def count_fused():
    """FlopCounterMode's figures with attention as one fused kernel."""
    timm.layers.set_fused_attn(True)
    flops = {}
    for name in FUSED:
        model = timm.model_entrypoint(name)(pretrained=False)
        flops[f"{name}, fused"] = {"fused_attention": True, **flop_counter(model, torch.zeros(1, 3, 224, 224))}
    timm.layers.set_fused_attn(False)
    return flops


def count_layers(name):
    size = name.rpartition("_")[2]
    pixels = int(size) if size in ("256", "384") else 224
    _, rows, outside, _ = count(build(name), pixels)
    return {
        "input": pixels,
        "columns": ["module", "type", "output_shape", "params", "macs"],
        "rows": rows,
        "parameters_outside_leaf_modules": outside,
    }
