#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-broken.py PROGRAM: broken images and broken models each give one clear error, which
names the file, what was expected of it and what was found; nothing is written."""
import gzip
import json
import os
import struct
import sys

sys.dont_write_bytecode = True
from blackbox import (Case, DONE, FAILED, FILES, NOBODY, N_TEST, N_TRAIN, PROGRAM, idx_images,
                      idx_labels, main, make_set, run)

IMAGES, LABELS = idx_images(N_TRAIN, 1), idx_labels(N_TRAIN)
PACKED = gzip.compress(IMAGES, mtime=0)


def with_field(data, at, value):
    return data[:at] + struct.pack(">I", value) + data[at + 4:]


def flipped(data, at):
    return data[:at] + bytes([data[at] ^ 0x40]) + data[at + 1:]


# What: the file it befalls, its bytes, what the error says.
BROKEN_SETS = {
    "empty": ("train-images", b"", "expected 16 bytes, found the end at byte 0"),
    "half a header": ("train-images", IMAGES[:9], "expected 16 bytes, found the end at byte 9"),
    "truncated": ("train-images", IMAGES[:-1],
                  "a count of 150 expects 117600 more bytes, found .* room for 117599"),
    "labels truncated": ("train-labels", LABELS[:50], "a count of 150 expects 150 more bytes"),
    "wrong magic": ("train-images", with_field(IMAGES, 0, 0xDEADBEEF),
                    "at byte 0: expected the magic number 0x00000803 of IDX images, found 0xdeadbeef"),
    "labels for images": ("train-images", LABELS, "0x00000803 of IDX images, found 0x00000801"),
    "images for labels": ("train-labels", IMAGES, "0x00000801 of IDX labels, found 0x00000803"),
    "text": ("test-labels", b"five zero four", "expected the magic number"),
    "count too large": ("train-images", with_field(IMAGES, 4, N_TRAIN + 1), "a count of 151 expects"),
    "count of all bits": ("train-images", with_field(IMAGES, 4, 0xFFFFFFFF),
                          "at byte 4: expected a count from 1 to .*, found 4294967295"),
    "count that wraps": ("train-images", with_field(IMAGES, 4, 0x80000000), "found 2147483648"),
    "count too small": ("train-images", with_field(IMAGES, 4, N_TRAIN - 1),
                        "expected the end of the file, found more bytes"),
    "count of none": ("test-images", with_field(IMAGES, 4, 0), "expected a count from 1 to"),
    "rows": ("train-images", with_field(IMAGES, 8, 32), "28 rows and 28 columns, found 32 and 28"),
    "columns": ("train-images", with_field(IMAGES, 12, 0xFFFFFFFF), "found 28 and 4294967295"),
    "a label of 10": ("train-labels", LABELS[:20] + b"\x0a" + LABELS[21:],
                      "at byte 20: expected a label from 0 to 9, found 10"),
    "labels from 0 to 255": ("train-labels", LABELS[:8] + bytes(range(N_TRAIN)),
                             "expected a label from 0 to 9, found 10"),
    "a label of 255": ("test-labels", idx_labels(N_TEST)[:-1] + b"\xff", "at byte 47: .* found 255"),
    "fewer labels": ("train-labels", idx_labels(N_TRAIN - 1),
                     "expected a label for each of the 150 images of .*, found 149"),
    "packed and cut": ("train-images", PACKED[:-2000], "found the end at byte"),
    "packed without its sum": ("train-images", PACKED[:-8], "gzip checksum|found the end"),
    "packed, one bit of its sum": ("train-images", flipped(PACKED, len(PACKED) - 6),
                                   "expected gzip data, found damage"),
    "packed, cut in its header": ("train-images", PACKED[:5], "found the end at byte 0"),
    "packed, then more": ("train-images", PACKED + b"more", "found 4 more bytes"),
    "packed, no deflate": ("train-images", PACKED[:10] + b"\xff" * 200, "found damage"),
    "packed, count too large": ("train-images", gzip.compress(with_field(IMAGES, 4, 60000), mtime=0),
                                "expected 47040016 bytes of unpacked data, found the end at byte"),
    "a bomb": ("test-labels", gzip.compress(bytes(1 << 20) , mtime=0), "expected the magic number"),
}


def parse(data):
    (length,) = struct.unpack("<Q", data[:8])
    return json.loads(data[8:8 + length]), data[8 + length:]


def build(header, body, length=None):
    """A safetensors file; header: an object, or the very bytes."""
    raw = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(raw) if length is None else length) + raw + body


def edited(data, change):
    header, body = parse(data)
    change(header)
    return build(header, body)


def meta(key, value):
    def change(header):
        header["__metadata__"][key] = value
        if value is None:
            del header["__metadata__"][key]
    return change


def entry(name, key, value):
    return lambda header: header[name].update({key: value})


def drop(name):
    return lambda header: header.pop(name)


def turned(header):
    header["c1.weight"]["shape"].reverse()


def overlap(header):
    header["c1.bias"]["data_offsets"] = [596, 620]


def rename(header):
    header["c9.bias"] = header.pop("c1.bias")


def broken_models(good):
    """What: the bytes, what the error says."""
    header, body = parse(good)
    raw = json.dumps(header).encode()
    return {
        "empty": (b"", "expected the 8 bytes of the header's length, found"),
        "seven bytes": (good[:7], "expected the 8 bytes"),
        "header of 2^63 bytes": (build(raw, body, 1 << 63), "found 9223372036854775808"),
        "header of 2^64 - 1 bytes": (build(raw, body, (1 << 64) - 1), "found 18446744073709551615"),
        "header longer than the file": (build(raw, b"", len(raw) + 1), "at byte 0: expected a header of"),
        "header of no bytes": (build(b"", body), "expected '{'"),
        "truncated": (good[:-1], r"\d+ bytes"),
        "cut in its header": (good[:200], "expected a header of"),
        "more behind": (good + b"x", "found 1 bytes? of no tensor|more bytes|expected"),
        "invalid UTF-8": (build(raw.replace(b'"c1.bias"', b'"c1.b\xffas"'), body),
                          "expected UTF-8, found byte 0xff"),
        "invalid JSON": (build(raw.replace(b"{", b"[", 1), body), r"expected '\{'"),
        "JSON that ends early": (build(raw[:-1], body), "expected ',' or '}'"),
        "a comma too many": (build(raw[:-1] + b",}", body), "expected a key, found '}'"),
        "nested deep": (build(b'{"a":' * 100000, body), "expected"),
        "no JSON at all": (build(b"weights", body), "found 'w'"),
        "a key twice": (build(raw[:-1] + b',"c1.bias":{}}', body), 'found "c1.bias" again'),
        "overlapping offsets": (edited(good, overlap), "596|overlap"),
        "offsets backwards": (edited(good, entry("c1.bias", "data_offsets", [624, 600])), "600|624"),
        "offsets beyond the end": (edited(good, entry("c1.bias", "data_offsets", [1 << 40, (1 << 40) + 24])),
                                   "expected the data of tensor .* to start at offset 600, found 624"),
        "offsets that overflow": (edited(good, entry("c1.bias", "data_offsets", [(1 << 64) - 8, 16])),
                                  "18446744073709551608"),
        "negative offset": (edited(good, entry("c1.bias", "data_offsets", [-24, 0])), "found '-'"),
        "wrong type": (edited(good, entry("c1.bias", "dtype", "I32")), 'F32.*found .*I32'),
        "unknown type": (edited(good, entry("c1.bias", "dtype", "F31")), "F31"),
        "half as wide": (edited(good, entry("c1.bias", "dtype", "F16")), "expected 12 bytes"),
        "wrong shape": (edited(good, turned), r"\[6,1,5,5\].*\[5,5,1,6\]"),
        "shape of another size": (edited(good, entry("c1.bias", "shape", [7])), "expected 28 bytes"),
        "shape that overflows": (edited(good, entry("c1.bias", "shape", [1 << 32, 1 << 32])), "shape"),
        "without a tensor": (edited(good, rename), "c1.bias"),
        "without metadata": (edited(good, drop("__metadata__")), 'expected metadata "format"'),
        "of another format": (edited(good, meta("format", "pt")), 'expected "imagette-1", found "pt"'),
        "of a later format": (edited(good, meta("format", "imagette-2")), "imagette-2"),
        "another architecture": (edited(good, meta("architecture", "resnet-50")), "resnet-50"),
        "a rival of other widths": (edited(good, meta("architecture", "mlp-784-70-84-10")), "h1.weight"),
        "a rival of insane widths": (edited(good, meta("architecture", "mlp-784-99999999-10")),
                                     "mlp-784-99999999-10"),
        "another activation": (edited(good, meta("activation", "gelu")), "gelu"),
        "no seed": (edited(good, meta("seed", None)), "seed"),
        "a negative seed": (edited(good, meta("seed", "-1")), '"-1"'),
        "a seed too large": (edited(good, meta("seed", "18446744073709551616")), "18446744073709551616"),
        "an epoch in words": (edited(good, meta("epoch", "two")), '"two"'),
        "a batch of none": (edited(good, meta("batch", "0")), "from 1 to 1024"),
        "a rate that is none": (edited(good, meta("rate", "nan")), "rate"),
        "metadata that are no strings": (edited(good, meta("epoch", 2)), "metadata are strings"),
        "another program's picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "at byte 0"),
    }


class Broken(Case):
    def test_every_broken_set(self):
        for number, (what, (key, content, says)) in enumerate(BROKEN_SETS.items()):
            with self.subTest(what):
                packed = (key,) if content[:2] == b"\x1f\x8b" else ()
                folder = make_set(self.folder / str(number), packed=packed,
                                  **{key.replace("-", "_"): content})
                name = folder / (FILES[key] + (".gz" if packed else ""))
                output = self.folder / "m.safetensors"
                self.assert_refused("train", "--data", folder, "--output", output, file=name, says=says)
                self.assert_refused("evaluate", self.model, "--data", folder, "--json", file=name,
                                    says=says)
                self.assert_refused("benchmark", "--data", folder, file=name, says=says)
                self.assert_refused("export", self.model, "--view", "c1-maps", "--data", folder,
                                    "--output", self.folder / "m.png", file=name, says=says)
                self.assertFalse(output.exists() or (self.folder / "m.png").exists())

    def test_every_broken_model(self):
        path = self.folder / "broken.safetensors"
        for what, (content, says) in broken_models(self.model.read_bytes()).items():
            with self.subTest(what):
                path.write_bytes(content)
                self.assert_refused("info", path, "--json", file=path, says=says)
                self.assert_refused("evaluate", path, "--data", self.set, file=path, says=says)
                self.assert_refused("export", path, "--view", "c1-filters", "--output",
                                    self.folder / "x.png", file=path, says=says)
                for verb in ("project", "features", "occlusion", "invariance"):
                    self.assert_refused(verb, path, "--data", self.set, "--json", file=path,
                                        says=says)
        self.assertEqual(os.listdir(self.folder), ["broken.safetensors"])

    def test_weights_that_are_no_numbers(self):
        """A model whose training went wrong can be looked at; it answers, and says null."""
        good = self.model.read_bytes()
        path = self.folder / "nan.safetensors"
        path.write_bytes(good[:-4] + struct.pack("<f", float("nan")))
        self.assert_done("info", path, "--json")
        done = run("evaluate", path, "--data", self.set, "--json", "--predictions",
                   self.folder / "p.csv")
        self.assert_status(done, DONE)
        self.assertIsNone(json.loads(done.stdout)["loss"])

    def test_broken_runs(self):
        path = self.folder / "run.safetensors"
        good = self.run_file.read_bytes()
        header, _ = parse(good)
        moment = next(name for name in header if name.startswith("moment/3/"))
        for what, content, says in (
                ("truncated", good[:-1000], r"\d+ bytes"),
                ("moments in words", edited(good, meta("moments", "some")), "some"),
                ("a moment too many", edited(good, meta("moments", "9999")), "moment"),
                ("no tensor of a moment", edited(good, drop(moment)), "tensor|bytes"),
                ("another type in a moment", edited(good, entry(moment, "dtype", "I32")), "I32")):
            with self.subTest(what):
                path.write_bytes(content)
                self.assert_refused("info", path, file=path, says=says)
                self.assert_refused("evolution", path, "--data", self.set, "--json", file=path,
                                    says=says)

    def test_what_is_no_file(self):
        fifo, loop = self.folder / "fifo", self.folder / "loop"
        os.mkfifo(fifo)
        loop.symlink_to(loop)
        for path, says in ((self.folder / "none", "No such file"), (self.folder, "found a folder"),
                           (fifo, "found a device, pipe or socket"), ("/dev/zero", "device"),
                           (loop, "symbolic links"), (self.model / "x", "Not a directory")):
            with self.subTest(path=path):
                self.assert_refused("info", path, file=path, says=says)
                self.assert_refused("evaluate", path, file=path, says=says)

    def test_a_folder_in_place_of_a_file(self):
        name = self.folder / "set" / FILES["train-images"]
        make_set(self.folder / "set", packed=())
        name.unlink()
        name.mkdir()
        self.assert_refused("benchmark", "--data", self.folder / "set", file=name,
                            says="expected a file, found a folder")

    def test_a_set_that_is_none(self):
        """Every place that was looked in, and why not."""
        part = make_set(self.folder / "part")
        (part / FILES["test-labels"]).unlink()
        for folder, says in ((self.folder / "none", "No such file or directory"),
                             (self.model, "not a folder"),
                             (part, "no t10k-labels-idx1-ubyte or t10k-labels-idx1-ubyte.gz")):
            with self.subTest(folder=folder):
                done = run("evaluate", self.model, "--data", folder)
                self.assert_status(done, FAILED)
                self.assertIn(str(folder), done.stderr)
                self.assertIn(says, done.stderr)

    def test_no_permission(self):
        """Root may read everything, so root looks at it as somebody else."""
        user = NOBODY if os.geteuid() == 0 else None
        try:
            seen = run("--version", user=user)
        except PermissionError:
            seen = None
        if seen is None or seen.returncode != DONE:
            self.skipTest(f"nobody may not run {PROGRAM}")
        folder = make_set(self.folder / "set")
        name = folder / (FILES["train-images"] + ".gz")
        secret = self.folder / "secret.safetensors"
        secret.write_bytes(self.model.read_bytes())
        secret.chmod(0)
        name.chmod(0)
        self.assert_refused("info", secret, file=secret, says="Permission denied", user=user)
        self.assert_refused("evaluate", self.model, "--data", folder, file=name,
                            says="Permission denied", user=user)
        name.chmod(0o644)
        folder.chmod(0)
        done = run("evaluate", self.model, "--data", folder, user=user)
        self.assert_status(done, FAILED)
        self.assertRegex(done.stderr, f"{folder}.*: Permission denied")
        folder.chmod(0o755)

        closed = self.folder / "closed"
        closed.mkdir(mode=0o555)
        done = run("export", self.model, "--view", "c1-filters", "--output", closed / "x.png", user=user)
        self.assert_status(done, FAILED)
        self.assertRegex(done.stderr, f"{closed}/x.png: .*Permission denied")


if __name__ == "__main__":
    main()
