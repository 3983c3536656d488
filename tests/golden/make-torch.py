#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the golden states that tests/nn/test-golden.c compares with: LeNet
after ten updates by PyTorch, from our start (seed 1) on our first ten batches
of 64, with each optimizer's default rate.

Needs Debian's python3-torch. Run without arguments: writes torch.json (losses)
and torch-<optimizer>.f32.gz (all tensors in the order of model files, float32,
little-endian) beside itself. PyTorch computes in double, so that the distance is
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


def forward(w, x):
    x = F.relu(F.conv2d(x, w["c1.weight"], w["c1.bias"], padding=2))
    x = F.max_pool2d(x, 2)
    x = F.relu(F.conv2d(x, w["c3.weight"], w["c3.bias"]))
    x = F.max_pool2d(x, 2).flatten(1)
    x = F.relu(F.linear(x, w["c5.weight"], w["c5.bias"]))
    x = F.relu(F.linear(x, w["f6.weight"], w["f6.bias"]))
    return F.linear(x, w["output.weight"], w["output.bias"])


def train(make_optimizer, start, images, labels, order):
    w = {name: torch.tensor(start[name], dtype=torch.float64).reshape(shape).requires_grad_()
         for name, shape, _, _ in definitions.LENET}
    optimizer = make_optimizer(list(w.values()))
    losses = []
    for step in range(STEPS):
        batch = order[step * BATCH:(step + 1) * BATCH]
        x = images[batch].reshape(-1, 1, 28, 28).double() / 255
        loss = F.cross_entropy(forward(w, x), labels[batch].long())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return w, losses


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
        "losses": {},
        "made_by": f"tests/golden/make-torch.py, PyTorch {torch.__version__}, float64",
    }
    for name, make_optimizer in OPTIMIZERS.items():
        w, losses = train(make_optimizer, start, images, labels, order)
        golden["losses"][name] = losses
        data = b"".join(definitions.little_endian(v.detach().flatten().tolist()) for v in w.values())
        (HERE / f"torch-{name}.f32.gz").write_bytes(gzip.compress(data, 9, mtime=0))
    (HERE / "torch.json").write_text(json.dumps(golden, indent=2) + "\n")


if __name__ == "__main__":
    main()
