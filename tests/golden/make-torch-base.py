#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes torch-base.json, which tests/session/test-base-file.c compares with: the features that an
InceptionV3 of PyTorch, written down anew, makes of two sample images with the base network that comes
along, at three cuts and three sizes, nearest neighbour as Keras has it.

Needs Debian's python3-torch, python3-pil, python3-numpy."""
import json
import pathlib
import struct

import numpy
import torch
import torch.nn.functional as F
from PIL import Image

ROOT = pathlib.Path(__file__).parents[2]
BASE = ROOT / "data" / "base" / "inceptionv3-nsfwjs.safetensors"
IMAGES = ROOT / "data" / "images"
FIRST = 32                        # features of each that are written down


def load():
    data = BASE.read_bytes()
    start = 8 + struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:start])
    metadata = header.pop("__metadata__")
    tensors = {}
    for name, entry in header.items():
        begin, end = (start + offset for offset in entry["data_offsets"])
        values = numpy.frombuffer(data[begin:end], numpy.uint8).astype(numpy.float64)
        values = values * float(metadata[name + ".scale"]) + float(metadata[name + ".min"])
        tensors[name] = torch.tensor(values.astype(numpy.float32).reshape(entry["shape"])).double()
    return tensors


class Net:
    """Convolutions are numbered in the order in which they are called, as Keras does."""

    def __init__(self, tensors):
        self.tensors, self.n = tensors, 0

    def conv(self, x, stride=1, same=True):
        self.n += 1
        kernel = self.tensors[f"conv2d_{self.n}/kernel"].permute(3, 2, 0, 1)
        beta, mean, variance = (self.tensors[f"batch_normalization_{self.n}/{part}"]
                                for part in ("beta", "moving_mean", "moving_variance"))
        pad = [n // 2 for n in kernel.shape[2:]] if same else 0
        x = F.conv2d(x, kernel, stride=stride, padding=pad)
        return F.relu(F.batch_norm(x, mean, variance, None, beta, False, 0, 0.001))

    def blocks(self, x):
        conv = self.conv
        x = conv(conv(conv(x, 2, False), 1, False))
        x = conv(conv(F.max_pool2d(x, 3, 2), 1, False), 1, False)
        x = F.max_pool2d(x, 3, 2)
        for _ in range(3):
            x = torch.cat([conv(x), conv(conv(x)), conv(conv(conv(x))), conv(self.mean(x))], 1)
            yield x
        x = torch.cat([conv(x, 2, False), conv(conv(conv(x)), 2, False), F.max_pool2d(x, 3, 2)], 1)
        yield x
        for _ in range(4):
            x = torch.cat([conv(x), conv(conv(conv(x))), conv(conv(conv(conv(conv(x))))),
                           conv(self.mean(x))], 1)
            yield x

    @staticmethod
    def mean(x):
        return F.avg_pool2d(x, 3, 1, 1, count_include_pad=False)


def main():
    tensors, cases = load(), []
    for class_name in ("animals", "things"):
        path = sorted((IMAGES / class_name).iterdir())[0]
        for size in (75, 128, 150):
            image = Image.open(path).convert("RGB").resize((size, size), Image.NEAREST)
            x = torch.tensor(numpy.asarray(image)).permute(2, 0, 1)[None].double() / 255
            with torch.no_grad():
                blocks = [b.mean((2, 3))[0] for b in Net(tensors).blocks(x)]
            for cut in (0, 3, 7):
                cases.append({"file": f"{class_name}/{path.name}", "size": size, "cut": cut,
                              "n": len(blocks[cut]), "sum": float(f"{blocks[cut].sum().item():.9g}"),
                              "features": [float(f"{v:.9g}") for v in blocks[cut][:FIRST].tolist()]})
    with open(pathlib.Path(__file__).parent / "torch-base.json", "w", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")


if __name__ == "__main__":
    main()
