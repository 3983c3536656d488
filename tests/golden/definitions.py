# SPDX-License-Identifier: GPL-3.0-or-later
"""The numbers that must be the same everywhere, written a second time in plain
Python, straight from their definitions and not from the C source."""

import array
import gzip
import hashlib
import math
import pathlib
import struct
import sys

MASK = (1 << 64) - 1
WEIGHTS, ORDER, HOLD_OUT, HEAD, EXPERIMENTS = range(1, 6)

LENET = [
    # name, shape, fan in, fan out
    ("c1.weight", (6, 1, 5, 5), 25, 150),
    ("c1.bias", (6,), 0, 0),
    ("c3.weight", (16, 6, 5, 5), 150, 400),
    ("c3.bias", (16,), 0, 0),
    ("c5.weight", (120, 400), 400, 120),
    ("c5.bias", (120,), 0, 0),
    ("f6.weight", (84, 120), 120, 84),
    ("f6.bias", (84,), 0, 0),
    ("output.weight", (10, 84), 84, 10),
    ("output.bias", (10,), 0, 0),
]


def rotate(x, k):
    return ((x << k) | (x >> (64 - k))) & MASK


class Rng:
    """xoshiro256**, seeded by SplitMix64."""

    def __init__(self, seed, stream, epoch=0):
        state = seed ^ (stream * 0x9E3779B97F4A7C15 & MASK) ^ (epoch * 0xBF58476D1CE4E5B9 & MASK)
        self.s = []
        for _ in range(4):
            state = (state + 0x9E3779B97F4A7C15) & MASK
            z = state
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & MASK
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB & MASK
            self.s.append(z ^ (z >> 31))

    def next(self):
        s = self.s
        result = rotate(s[1] * 5 & MASK, 7) * 9 & MASK
        t = s[1] << 17 & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotate(s[3], 45)
        return result

    def uniform(self):
        return (self.next() >> 40) * 2.0**-24

    def below(self, bound):
        product = self.next() * bound
        if product & MASK < bound:
            threshold = (1 << 64) % bound
            while product & MASK < threshold:
                product = self.next() * bound
        return product >> 64


def order(seed, epoch, n=60000):
    """The images of an epoch, in the order they are shown."""
    rng = Rng(seed, ORDER, epoch)
    images = list(range(n))
    for i in range(n - 1, 0, -1):
        j = rng.below(i + 1)
        images[i], images[j] = images[j], images[i]
    return images


def start(seed):
    """LeNet's weights before the first update, by name, rounded to float."""
    rng = Rng(seed, WEIGHTS)
    weights = {}
    for name, shape, fan_in, fan_out in LENET:
        size = math.prod(shape)
        if fan_in == 0:
            values = [0.0] * size
        else:
            limit = math.sqrt(6.0 / (fan_in + fan_out))
            values = [(2.0 * rng.uniform() - 1.0) * limit for _ in range(size)]
        weights[name] = array.array("f", values)
    return weights


def little_endian(values):
    """The bytes of an array of floats as they stand in files."""
    copy = array.array("f", values)
    if sys.byteorder == "big":
        copy.byteswap()
    return copy.tobytes()


def sha256(weights):
    return hashlib.sha256(b"".join(map(little_endian, weights.values()))).hexdigest()


def mnist(part, root=pathlib.Path(__file__).parents[2] / "data" / "mnist"):
    """part: "train" or "t10k"; the bytes of the images, 784 each, and of the labels."""
    with gzip.open(root / f"{part}-images-idx3-ubyte.gz") as file:
        magic, n, rows, columns = struct.unpack(">4I", file.read(16))
        assert (magic, rows, columns) == (2051, 28, 28)
        images = file.read()
    with gzip.open(root / f"{part}-labels-idx1-ubyte.gz") as file:
        assert struct.unpack(">2I", file.read(8)) == (2049, n)
        labels = file.read()
    return images, labels
