#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-fuzz.py PROGRAM [ROUNDS [SEED]]: mutated models, runs, images and pictures through the verbs that
read them. Each is read or refused: status 0, or 1 with one line that names a file; never a crash,
a hang, a usage error or a report of a sanitizer. Few rounds in the suite; thousands by hand, best
with a program built with -Db_sanitize=address,undefined. What fails is kept in the working folder.
"""
import os
import pathlib
import random
import re
import struct
import subprocess
import sys
import zlib

sys.dont_write_bytecode = True
from blackbox import Case, DONE, FAILED, FILES, PATIENCE, PROGRAM, environment, main, make_set

ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 40
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 1
NUMBERS = (b"0", b"1", b"-1", b"7", b"255", b"65535", b"2147483648", b"4294967295", b"4294967296",
           b"9223372036854775807", b"9223372036854775808", b"18446744073709551615",
           b"18446744073709551616", b"1e999", b"nan", b"0.5", b"00", b"", b"999999999999999999999999")
TOKENS = (b"{", b"}", b"[", b"]", b",", b":", b'"', b"\\u0000", b"\\ud800", b"\x00", b"\xff", b"\n",
          b"null", b'"__metadata__":{},', b"F32", b"BF16",
          b'"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},')


def flip(rng, data, low=0, high=None):
    """A few bytes between low and high become others."""
    data = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        if len(data) > low:
            at = rng.randrange(low, min(high or len(data), len(data)))
            data[at] = rng.choice((data[at] ^ 1 << rng.randrange(8), rng.randrange(256), 0, 255))
    return bytes(data)


def cut_or_grow(rng, data):
    if rng.random() < 0.7:
        return data[:rng.randrange(len(data))]
    return data + bytes(rng.randrange(256) for _ in range(rng.randrange(1, 64)))


def mutate_safetensors(rng, data):
    (length,) = struct.unpack("<Q", data[:8])
    header, body = data[8:8 + length], data[8 + length:]
    kind = rng.randrange(7)
    if kind == 0:
        return cut_or_grow(rng, data)
    if kind == 1:
        length = rng.choice((0, 1, 1 << 63, (1 << 64) - 1, 100_000_000, len(data),
                             rng.randrange(2 * len(header))))
        return struct.pack("<Q", length) + data[8:]
    if kind == 2:                 # a number, in quotes or not
        spots = list(re.finditer(rb"-?\d+(\.\d+)?(e-?\d+)?", header))
        spot = rng.choice(spots)
        header = header[:spot.start()] + rng.choice(NUMBERS) + header[spot.end():]
    elif kind == 3:
        at = rng.randrange(len(header))
        header = header[:at] + rng.choice(TOKENS) + header[at + rng.randrange(3):]
    elif kind == 4:               # a piece twice, or not at all
        a, b = sorted(rng.randrange(len(header)) for _ in range(2))
        header = header[:b] + header[a:b] + header[b:] if rng.random() < 0.5 else header[:a] + header[b:]
    elif kind == 5:
        header = flip(rng, header)
    else:                         # numbers that are none, or far too large
        body = flip(rng, body)
        at = 4 * rng.randrange(len(body) // 4)
        value = rng.choice((float("nan"), float("-inf"), 3.4e38, -1e-45))
        body = body[:at] + struct.pack("<f", value) + body[at + 4:]
    return struct.pack("<Q", len(header)) + header + body


def mutate_idx(rng, data):
    kind = rng.randrange(4)
    if kind == 0:
        return cut_or_grow(rng, data)
    if kind == 1:
        at = 4 * rng.randrange(4)
        value = rng.choice((0, 1, 27, 28, 29, 784, 1 << 16, 1 << 31, (1 << 32) - 1,
                            rng.randrange(1 << 32)))
        return data[:at] + struct.pack(">I", value) + data[at + 4:]
    return flip(rng, data, 0, rng.choice((16, None)))


def mutate_png(rng, data):
    """Half of them with right checksums, so that more than the reader of chunks is reached."""
    data = flip(rng, data, 8) if rng.random() < 0.8 else cut_or_grow(rng, data)
    if rng.random() < 0.5:
        at, fixed = 8, data[:8]
        while at + 12 <= len(data):
            (length,) = struct.unpack(">I", data[at:at + 4])
            chunk = data[at + 4:at + 8 + length]
            fixed += data[at:at + 4] + chunk + struct.pack(">I", zlib.crc32(chunk))
            at += 12 + length
        data = fixed
    return data


class Fuzz(Case):
    def attempt(self, name, number, words):
        """True if it was read."""
        done = subprocess.run([PROGRAM, *map(str, words)], stdout=subprocess.PIPE, timeout=60 * PATIENCE,
                              stderr=subprocess.PIPE, env=environment(), encoding="utf-8",
                              errors="replace", check=False)
        bad = done.returncode not in (DONE, FAILED)
        bad |= "Sanitizer" in done.stderr or "runtime error" in done.stderr
        if done.returncode == FAILED:
            bad |= len(done.stderr.splitlines()) != 1 or done.stdout != ""
            bad |= str(self.folder) not in done.stderr
        if bad:
            source = self.folder / name
            kept = pathlib.Path(f"fuzz-{SEED}-{number}-{source.name}").absolute()
            kept.write_bytes(source.read_bytes())
            self.fail(f"round {number}, kept as {kept}: {words}: {done.returncode}\n{done.stderr[:4000]}")
        return done.returncode == DONE

    def rounds(self, mutate, good, name, verbs):
        """Mutates good into the file of that name and has it read by one of the verbs."""
        read = 0
        for number in range(ROUNDS):
            rng = random.Random(f"{SEED} {name} {number}")
            (self.folder / name).write_bytes(mutate(rng, good))
            with self.subTest(round=number):
                read += self.attempt(name, number, rng.choice(verbs))
        print(f"# {name}: {read} of {ROUNDS} read, the others refused")
        self.assertLess(read, ROUNDS)

    def test_models(self):
        path = self.folder / "m.safetensors"
        self.rounds(mutate_safetensors, self.model.read_bytes(), path.name,
                    (("info", path, "--json"), ("info", path), ("evaluate", path, "--data", self.set),
                     ("export", path, "--view", "all", "--data", self.set, "--scale", 1, "--output",
                      self.folder / "x.svg"),
                     ("project", path, "--data", self.set, "--json"),
                     ("features", path, "--data", self.set, "--threads", 1, "--json"),
                     ("occlusion", path, "--data", self.set, "--json"),
                     ("invariance", path, "--data", self.set, "--json")))

    def test_runs(self):
        path = self.folder / "run.safetensors"
        self.rounds(mutate_safetensors, self.run_file.read_bytes(), path.name,
                    (("info", path, "--json"), ("info", path),
                     ("evolution", path, "--data", self.set, "--threads", 1, "--json")))

    def test_sets(self):
        for key in FILES:
            name = FILES[key]
            packed = key == "train-images"
            folder = make_set(self.folder / key)
            source = folder / (name + (".gz" if packed else ""))
            self.rounds(mutate_idx, source.read_bytes(), os.path.relpath(source, self.folder),
                        (("evaluate", self.model, "--data", folder),
                         ("train", "--data", folder, "--epochs", 1, "--threads", 1, "--output",
                          self.folder / "y.safetensors")))

    def test_pictures(self):
        digit = self.folder / "good.png"
        self.assert_done("export", self.model, "--view", "c1-maps", "--map", 2, "--scale", 2, "--data",
                         self.set, "--output", digit)
        path = self.folder / "p.png"
        self.rounds(mutate_png, digit.read_bytes(), path.name,
                    (("export", self.model, "--view", "c1-maps", "--probe", path, "--scale", 1,
                      "--output", self.folder / "z.png"),))


if __name__ == "__main__":
    main()
