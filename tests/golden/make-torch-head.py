#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes torch-head.json, which tests/nn/test-head.c compares with: heads of a transfer run after three
epochs by PyTorch in double, from a start and features that are formulas, in our order of the images.

Needs Debian's python3-torch."""
import json
import pathlib

import torch
import torch.nn.functional as F

import definitions

HERE = pathlib.Path(__file__).parent
N, FEATURES, BATCH, EPOCHS, SEED = 70, 37, 16, 3, 5
CASES = [("adam", 2, 0), ("sgd", 2, 0), ("rmsprop", 3, 0), ("adam", 3, 20), ("rmsprop", 2, 20)]
MAKE = {
    "adam": lambda p: torch.optim.Adam(p, lr=0.001),
    "sgd": lambda p: torch.optim.SGD(p, lr=0.01),
    "rmsprop": lambda p: torch.optim.RMSprop(p, lr=0.001, alpha=0.9, eps=1e-7),
}


def single(values):
    """Through float and back: what the engine starts from."""
    return torch.tensor(values, dtype=torch.float32).double()


def layer(number, units, inputs):
    weight = single([[((u * 7919 + i * 104729 + number * 31) % 1000 - 500) / 2000 for i in range(inputs)]
                     for u in range(units)])
    bias = single([((u * 31 + number) % 10 - 5) / 100 for u in range(units)])
    return [weight.requires_grad_(), bias.requires_grad_()]


def run(optimizer, classes, hidden):
    x = single([[((i * 613 + j * 389 + i * j * 7) % 1000) / 1000 for j in range(FEATURES)]
                for i in range(N)])
    y = torch.tensor([(i * i + i // 3) % classes for i in range(N)])
    outputs = 1 if classes == 2 else classes
    w = layer(0, hidden, FEATURES) if hidden else []
    w += layer(1 if hidden else 0, outputs, hidden or FEATURES)
    optimizer = MAKE[optimizer](w)
    losses = []
    for epoch in range(1, EPOCHS + 1):
        order = definitions.order(SEED, epoch, N)
        total = 0
        for step in range(N // BATCH):
            batch = order[step * BATCH:(step + 1) * BATCH]
            h = x[batch]
            for k in range(0, len(w) - 2, 2):
                h = F.relu(F.linear(h, w[k], w[k + 1]))
            z = F.linear(h, w[-2], w[-1])
            if outputs == 1:
                loss = F.binary_cross_entropy_with_logits(z[:, 0], y[batch].double())
            else:
                loss = F.cross_entropy(z, y[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        losses.append(total / (N // BATCH))
    return losses, [v for tensor in w for v in tensor.detach().flatten().tolist()]


def main():
    cases = []
    for optimizer, classes, hidden in CASES:
        losses, weights = run(optimizer, classes, hidden)
        cases.append({"optimizer": optimizer, "classes": classes, "hidden": hidden, "losses": losses,
                      "weights": [float(f"{v:.9g}") for v in weights]})
    with open(HERE / "torch-head.json", "w", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")


if __name__ == "__main__":
    main()
