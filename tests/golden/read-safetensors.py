#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An independent reader: loads a model file into PyTorch and compares its answers with ours.

usage: read-safetensors.py MODEL.safetensors MNIST-DIR PREDICTIONS.csv
where PREDICTIONS.csv is of `imagette-cli evaluate MODEL.safetensors --predictions`.
"""
import csv
import gzip
import json
import struct
import sys

import numpy
import torch
from torch.nn import functional as F


def load(path):
    data = open(path, "rb").read()
    (length,) = struct.unpack("<Q", data[:8])
    header, body, tensors = json.loads(data[8:8 + length]), data[8 + length:], {}
    meta = header.pop("__metadata__")
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        assert entry["dtype"] == "F32", name
        tensors[name] = torch.from_numpy(numpy.frombuffer(body[start:end], "<f4").copy()).view(entry["shape"])
    return meta, tensors


def logits(t, x, act):
    x = F.max_pool2d(act(F.conv2d(x, t["c1.weight"], t["c1.bias"], padding=2)), 2)
    x = F.max_pool2d(act(F.conv2d(x, t["c3.weight"], t["c3.bias"])), 2).flatten(1)
    x = act(F.linear(x, t["c5.weight"], t["c5.bias"]))
    x = act(F.linear(x, t["f6.weight"], t["f6.bias"]))
    return F.linear(x, t["output.weight"], t["output.bias"])


def main():
    meta, tensors = load(sys.argv[1])
    pixels = gzip.open(sys.argv[2] + "/t10k-images-idx3-ubyte.gz").read()[16:]
    labels = numpy.frombuffer(gzip.open(sys.argv[2] + "/t10k-labels-idx1-ubyte.gz").read()[8:], numpy.uint8)
    images = torch.from_numpy(numpy.frombuffer(pixels, numpy.uint8).copy()).view(-1, 1, 28, 28).float() / 255
    answers = logits(tensors, images, torch.tanh if meta["activation"] == "tanh" else torch.relu)
    top = answers.topk(2).values
    ours = [int(row["predicted"]) for row in csv.DictReader(open(sys.argv[3]))]
    predicted = answers.argmax(1).tolist()
    close = [i for i, (a, b) in enumerate(top.tolist()) if a - b < 1e-4]
    wrong = [i for i in range(len(ours)) if ours[i] != predicted[i] and i not in close]
    print("PyTorch: %d of %d right; too close to call: %s; different: %s"
          % (sum(p == l for p, l in zip(predicted, labels)), len(labels), close, wrong))
    sys.exit(0 if not wrong and len(close) <= 5 and len(ours) == len(labels) else 1)


if __name__ == "__main__":
    main()
