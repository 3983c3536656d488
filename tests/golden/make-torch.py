#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the golden states that tests/nn/test-golden.c compares with: LeNet
after ten updates by PyTorch, from our start (seed 1) on our first ten batches
of 64, with each optimizer's default rate; with tanh, and with the RMS clip of
DEFINITIONS §8 after each update.

Needs Debian's python3-torch. Run without arguments: writes torch.json (runs and
their losses) and torch-<run>.f32.gz (tensors in the order of model files,
float32, little-endian; all of them, or those of some layers) beside itself. PyTorch computes in double, so that the distance is
ours alone and no library's threads or versions change the files.
"""

import gzip
import json
import pathlib

import torch
import torch.nn.functional as F

import definitions

HERE = pathlib.Path(__file__).parent
BATCH, STEPS, SEED = 64, 10, 1
OPTIMIZERS = {
    "sgd": lambda parameters: torch.optim.SGD(parameters, lr=0.1),
    "momentum": lambda parameters: torch.optim.SGD(parameters, lr=0.01, momentum=0.9),
    "adam": lambda parameters: torch.optim.Adam(parameters, lr=0.001),
}
ALL, SOME = ("c1", "c3", "c5", "f6", "output"), ("c1", "c3", "output")
RUNS = {  # optimizer, activation, radius of the clip (0: none), layers that are written
    "sgd": ("sgd", "relu", 0, ALL),
    "momentum": ("momentum", "relu", 0, ALL),
    "adam": ("adam", "relu", 0, ALL),
    "tanh": ("adam", "tanh", 0, SOME),
    # (By sgd with this radius, float and double take different sides of a pooling window: in
    # PyTorch, too, they are 9e-3 apart then.)
    "clip": ("adam", "relu", 0.06, SOME),
    "tanh-clip": ("adam", "tanh", 0.1, SOME),
}


def forward(w, x, act):
    x = act(F.conv2d(x, w["c1.weight"], w["c1.bias"], padding=2))
    x = F.max_pool2d(x, 2)
    x = act(F.conv2d(x, w["c3.weight"], w["c3.bias"]))
    x = F.max_pool2d(x, 2).flatten(1)
    x = act(F.linear(x, w["c5.weight"], w["c5.bias"]))
    x = act(F.linear(x, w["f6.weight"], w["f6.bias"]))
    return F.linear(x, w["output.weight"], w["output.bias"])


def clip(w, radius):
    """A filter's RMS over all its input channels, without the bias; how many were beyond."""
    beyond = 0
    with torch.no_grad():
        for name in ("c1.weight", "c3.weight"):
            rms = (w[name] ** 2).mean(dim=(1, 2, 3), keepdim=True).sqrt()
            w[name] *= torch.where(rms > radius, radius / rms, torch.ones_like(rms))
            beyond += int((rms > radius).sum())
    return beyond


def train(make_optimizer, activation, radius, start, images, labels, order):
    act = torch.tanh if activation == "tanh" else F.relu
    w = {name: torch.tensor(start[name], dtype=torch.float64).reshape(shape).requires_grad_()
         for name, shape, _, _ in definitions.LENET}
    optimizer = make_optimizer(list(w.values()))
    losses, beyond = [], 0
    for step in range(STEPS):
        batch = order[step * BATCH:(step + 1) * BATCH]
        x = images[batch].reshape(-1, 1, 28, 28).double() / 255
        loss = F.cross_entropy(forward(w, x, act), labels[batch].long())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if radius > 0:
            beyond += clip(w, radius)
        losses.append(loss.item())
    return w, losses, beyond


def main():
    start = definitions.start(SEED)
    images, labels = (torch.frombuffer(bytearray(data), dtype=torch.uint8)
                      for data in definitions.mnist("train"))
    images = images.reshape(-1, 784)
    order = torch.tensor(definitions.order(SEED, 1))
    golden = {
        "batch": BATCH,
        "seed": SEED,
        "start": definitions.sha256(start),
        "runs": {},
        "made_by": f"tests/golden/make-torch.py, PyTorch {torch.__version__}, float64",
    }
    for name, (optimizer, activation, radius, layers) in RUNS.items():
        w, losses, beyond = train(OPTIMIZERS[optimizer], activation, radius, start, images, labels,
                                  order)
        golden["runs"][name] = {"optimizer": optimizer, "activation": activation, "rms_clip": radius,
                                "clipped": beyond, "layers": layers, "losses": losses}
        data = b"".join(definitions.little_endian(v.detach().flatten().tolist())
                        for key, v in w.items() if key.split(".")[0] in layers)
        (HERE / f"torch-{name}.f32.gz").write_bytes(gzip.compress(data, 9, mtime=0))
    (HERE / "torch.json").write_text(json.dumps(golden, indent=2) + "\n")


if __name__ == "__main__":
    main()
