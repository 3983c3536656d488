#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""LeNet or its rival on MNIST in PyTorch, as fast as it was found to go: data in one tensor, permuted
once, channels-last, denormals flushed. Prints a line an epoch: its seconds, and the seconds that
the 10,000 test images take, in batches of --answers.

usage: torch-lenet.py MNIST-DIR [--model lenet|mlp] [--threads N] [--epochs N] [--answers N] [--jit]
                      [--foreach]
"""
import argparse
import gzip
import time

import numpy
import torch
from torch import nn


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1, self.c3 = nn.Conv2d(1, 6, 5, padding=2), nn.Conv2d(6, 16, 5)
        self.c5, self.f6, self.output = nn.Linear(400, 120), nn.Linear(120, 84), nn.Linear(84, 10)

    def forward(self, x):
        x = torch.max_pool2d(torch.relu(self.c1(x)), 2)
        x = torch.max_pool2d(torch.relu(self.c3(x)), 2)
        x = torch.relu(self.c5(x.flatten(1)))
        return self.output(torch.relu(self.f6(x)))


def rival():
    """784-70-84-10, about as many parameters as LeNet."""
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 70), nn.ReLU(), nn.Linear(70, 84), nn.ReLU(),
                         nn.Linear(84, 10))


def idx(path, skip):
    with gzip.open(path) as file:
        return numpy.frombuffer(file.read(), numpy.uint8, offset=skip)


def time_epoch(forward, optimizer, images, labels):
    loss = nn.CrossEntropyLoss()
    start = time.perf_counter()
    order = torch.randperm(len(labels))
    x, y = images[order], labels[order]
    for i in range(0, len(labels), 64):
        optimizer.zero_grad(set_to_none=True)
        loss(forward(x[i:i + 64]), y[i:i + 64]).backward()
        optimizer.step()
    return time.perf_counter() - start


def time_answers(forward, images, batch):
    start = time.perf_counter()
    with torch.inference_mode():
        for i in range(0, len(images), batch):
            forward(images[i:i + batch]).argmax(1)
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data")
    parser.add_argument("--model", choices=("lenet", "mlp"), default="lenet")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--answers", type=int, default=100)
    parser.add_argument("--jit", action="store_true")
    parser.add_argument("--foreach", action="store_true")
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    layout = {"memory_format": torch.channels_last} if options.model == "lenet" else {}
    images, test = (
        (torch.from_numpy(idx(f"{options.data}/{name}-images-idx3-ubyte.gz", 16).copy())
         .view(-1, 1, 28, 28).float() / 255).contiguous(**layout)
        for name in ("train", "t10k"))
    labels = torch.from_numpy(idx(options.data + "/train-labels-idx1-ubyte.gz", 8).astype("int64"))

    model = (LeNet() if options.model == "lenet" else rival()).to(**layout)
    forward = torch.jit.trace(model, images[:64]) if options.jit else model
    more = {"foreach": True} if options.foreach else {}
    optimizer = torch.optim.Adam(model.parameters(), 0.001, **more)
    for _ in range(options.epochs):
        epoch = time_epoch(forward, optimizer, images, labels)
        print("%.4f %.4f" % (epoch, time_answers(forward, test, options.answers)), flush=True)


if __name__ == "__main__":
    main()
