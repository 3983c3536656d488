#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the golden projections that tests/nn/test-projection-golden.c compares
with: units of every layer, through the three gates, by PyTorch's own transposed
convolution, max-unpooling and, for the gradient, its autograd.

Needs Debian's python3-torch. Run without arguments, after make-torch.py: reads
torch-adam.f32.gz beside itself (the start is computed) and writes
torch-projections.json (cases) and torch-projections.f32.gz (784 numbers a case,
float32, little-endian). PyTorch computes in double.
"""

import array
import gzip
import json
import math
import pathlib
import sys

import torch
import torch.nn.functional as F

import definitions

HERE = pathlib.Path(__file__).parent
LAYERS = ["input", "c1", "s2", "c3", "s4", "c5", "f6", "output"]
# Channels looked at: enough of them that some are active.
CHANNELS = {"c1": 6, "s2": 6, "c3": 16, "s4": 16, "c5": 120, "f6": 84, "output": 10}
CASES = [  # weights, activation, test images
    ("start", "relu", [0]),
    ("adam", "relu", [0, 4]),
    ("adam", "tanh", [7]),
]
UNITS = 2


def load(name):
    if name == "start":
        values = definitions.start(1)
    else:
        flat = array.array("f", gzip.decompress((HERE / f"torch-{name}.f32.gz").read_bytes()))
        if sys.byteorder == "big":
            flat.byteswap()
        values = {}
        for key, shape, _, _ in definitions.LENET:
            size = math.prod(shape)
            values[key], flat = flat[:size], flat[size:]
    return {key: torch.tensor(values[key], dtype=torch.float64).reshape(shape)
            for key, shape, _, _ in definitions.LENET}


def forward(w, x, act):
    """Every layer's output after its activation, and the two pools' switches."""
    a = {"input": x}
    a["c1"] = act(F.conv2d(x, w["c1.weight"], w["c1.bias"], padding=2))
    a["s2"], s2 = F.max_pool2d(a["c1"], 2, return_indices=True)
    a["c3"] = act(F.conv2d(a["s2"], w["c3.weight"], w["c3.bias"]))
    a["s4"], s4 = F.max_pool2d(a["c3"], 2, return_indices=True)
    a["c5"] = act(F.linear(a["s4"].flatten(1), w["c5.weight"], w["c5.bias"]))
    a["f6"] = act(F.linear(a["c5"], w["f6.weight"], w["f6.bias"]))
    a["output"] = F.linear(a["f6"], w["output.weight"], w["output.bias"])
    return a, {"s2": s2, "s4": s4}


def gate(signal, a, activation, mode):
    slope = 1 - a * a if activation == "tanh" else (a > 0).double()
    if mode != "gradient":
        signal = F.relu(signal)
    return signal if mode == "deconvnet" else signal * slope


def back(w, a, switches, activation, mode, layer, signal):
    for name in reversed(LAYERS[1:LAYERS.index(layer) + 1]):
        if name in ("c1", "c3", "c5", "f6"):
            signal = gate(signal, a[name], activation, mode)
        if name == "c1":
            signal = F.conv_transpose2d(signal, w["c1.weight"], padding=2)
        elif name == "c3":
            signal = F.conv_transpose2d(signal, w["c3.weight"])
        elif name in ("s2", "s4"):
            signal = F.max_unpool2d(signal, switches[name], 2)
        else:
            signal = (signal @ w[f"{name}.weight"]).reshape(a[LAYERS[LAYERS.index(name) - 1]].shape)
    return signal


def project(w, x, activation, mode, layer, index):
    act = torch.tanh if activation == "tanh" else F.relu
    x = x.clone().requires_grad_(True)
    a, switches = forward(w, x, act)
    value = a[layer].flatten()[index]
    if mode == "gradient":  # autograd knows nothing of our way back
        return value * torch.autograd.grad(value, x)[0]
    a = {name: tensor.detach() for name, tensor in a.items()}
    seed = torch.zeros_like(a[layer])
    seed.view(-1)[index] = value.detach()
    return back(w, a, switches, activation, mode, layer, seed)


def pick(values, layer):
    """The strongest place of the first maps that are well above 0, where a
    float has its digits; flat indices."""
    maps = values.reshape(CHANNELS[layer], -1)
    best = [c * maps.shape[1] + int(maps[c].argmax()) for c in range(maps.shape[0])]
    return [i for i in best if values.flatten()[i] > 0.02][:UNITS]


def main():
    images = torch.frombuffer(bytearray(definitions.mnist("t10k")[0]), dtype=torch.uint8)
    images = images.reshape(-1, 1, 1, 28, 28)
    cases, floats = [], []
    for weights, activation, indices in CASES:
        w = load(weights)
        for image in indices:
            # As we have them: bytes over 255, rounded to float.
            x = (images[image].double() / 255).float().double()
            a, _ = forward(w, x, torch.tanh if activation == "tanh" else F.relu)
            for layer in LAYERS[1:]:
                for index in pick(a[layer], layer):
                    for mode in ("deconvnet", "gradient", "guided"):
                        result = project(w, x, activation, mode, layer, index)
                        cases.append({
                            "weights": weights, "activation": activation, "image": image,
                            "layer": layer, "index": index, "mode": mode,
                            "value": a[layer].flatten()[index].item(),
                        })
                        floats += result.detach().flatten().tolist()
    (HERE / "torch-projections.f32.gz").write_bytes(
        gzip.compress(definitions.little_endian(floats), 9, mtime=0))
    golden = {
        "made_by": f"tests/golden/{pathlib.Path(__file__).name}, PyTorch {torch.__version__}, float64",
        "cases": cases,
    }
    (HERE / "torch-projections.json").write_text(json.dumps(golden, indent=1) + "\n")


if __name__ == "__main__":
    main()
