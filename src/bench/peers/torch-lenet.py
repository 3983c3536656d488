#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One epoch of LeNet on MNIST in PyTorch, as fast as it was found to go: data in one tensor,
permuted once, channels-last, denormals flushed. Prints the seconds of each epoch.

usage: torch-lenet.py MNIST-DIR [--epochs N] [--jit] [--foreach]
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


def idx(path, skip):
    with gzip.open(path) as file:
        return numpy.frombuffer(file.read(), numpy.uint8, offset=skip)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--jit", action="store_true")
    parser.add_argument("--foreach", action="store_true")
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    images = torch.from_numpy(idx(options.data + "/train-images-idx3-ubyte.gz", 16).copy())
    labels = torch.from_numpy(idx(options.data + "/train-labels-idx1-ubyte.gz", 8).astype("int64"))
    images = (images.view(-1, 1, 28, 28).float() / 255).contiguous(memory_format=torch.channels_last)

    model = LeNet().to(memory_format=torch.channels_last)
    forward = torch.jit.trace(model, images[:64]) if options.jit else model
    more = {"foreach": True} if options.foreach else {}
    optimizer = torch.optim.Adam(model.parameters(), 0.001, **more)
    loss = nn.CrossEntropyLoss()
    for _ in range(options.epochs):
        start = time.perf_counter()
        order = torch.randperm(len(labels))
        x, y = images[order], labels[order]
        for i in range(0, len(labels), 64):
            optimizer.zero_grad(set_to_none=True)
            loss(forward(x[i:i + 64]), y[i:i + 64]).backward()
            optimizer.step()
        print("%.3f" % (time.perf_counter() - start), flush=True)


if __name__ == "__main__":
    main()
