#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-files.py PROGRAM: what evaluate, info, export and benchmark say and write, held
against readers of JSON, CSV, PNG, SVG and npy that know nothing of the program."""
import csv
import hashlib
import json
import os
import struct
import subprocess
import sys
import xml.etree.ElementTree
import zlib

sys.dont_write_bytecode = True
from blackbox import Case, DONE, FAILED, FILES, N_TEST, PATIENCE, PROGRAM, environment, main, make_set, run

# View: shape in the npy file, columns and rows of tiles, side of a tile.
VIEWS = {
    "c1-filters": ((6, 1, 5, 5), 6, 1, 5),
    "c3-filters": ((16, 6, 5, 5), 6, 16, 5),
    "c1-maps": ((6, 28, 28), 6, 1, 28),
    "s2-maps": ((6, 14, 14), 6, 1, 14),
    "c3-maps": ((16, 10, 10), 8, 2, 10),
    "s4-maps": ((16, 5, 5), 8, 2, 5),
}
# The other parameters, by the names of their tensors.
PARAMETERS = {name.replace(".weight", "-weights").replace(".bias", "-biases"): name
              for name in ("c1.bias", "c3.bias", "c5.weight", "c5.bias", "f6.weight", "f6.bias",
                           "h1.weight", "h1.bias", "h2.weight", "h2.bias", "output.weight",
                           "output.bias")}
TENSORS = {"c1.weight": [6, 1, 5, 5], "c1.bias": [6], "c3.weight": [16, 6, 5, 5], "c3.bias": [16],
           "c5.weight": [120, 400], "c5.bias": [120], "f6.weight": [84, 120], "f6.bias": [84],
           "output.weight": [10, 84], "output.bias": [10]}


def tensors(path):
    """Names and the bytes of each, in the order in which they lie in the file."""
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + length])
    header.pop("__metadata__")
    offsets = {name: entry["data_offsets"] for name, entry in header.items()}
    return {name: data[8 + length + begin:8 + length + end]
            for name, (begin, end) in sorted(offsets.items(), key=lambda item: item[1])}


def png_size(data):
    """Width and height; its checksums hold and its rows are all there."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at, packed, size, channels = 8, b"", None, 1
    while at < len(data):
        (length,) = struct.unpack(">I", data[at:at + 4])
        kind, body = data[at + 4:at + 8], data[at + 8:at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length:at + 12 + length])[0] == zlib.crc32(kind + body)
        if kind == b"IHDR":
            size, channels = struct.unpack(">2I", body[:8]), {0: 1, 2: 3}[body[9]]
        packed += body if kind == b"IDAT" else b""
        at += 12 + length
    assert len(zlib.decompress(packed)) == size[1] * (1 + size[0] * channels)
    return size


def grey_png(pixels, side=28):
    """A square grey picture of these bytes."""
    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data
                + struct.pack(">I", zlib.crc32(kind + data)))

    rows = b"".join(b"\0" + pixels[side * i:side * (i + 1)] for i in range(side))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def npy(data):
    """Shape and bytes."""
    assert data[:8] == b"\x93NUMPY\x01\x00"
    (length,) = struct.unpack("<H", data[8:10])
    assert (10 + length) % 64 == 0 and data[9 + length:10 + length] == b"\n"
    header = eval(data[10:10 + length], {"__builtins__": {}})  # a dict of literals, says its format
    assert header["descr"] == "<f4" and header["fortran_order"] is False
    return header["shape"], data[10 + length:]


class Files(Case):
    def export(self, *words, **env):
        output = self.folder / f"picture{len(os.listdir(self.folder))}"
        text = self.assert_done("export", self.model, "--data", self.set, "--output", output,
                                *words, **env)
        self.assertEqual(text, "")
        return output.read_bytes()

    # evaluate

    def test_evaluate(self):
        predictions = self.folder / "answers.csv"
        words = ("evaluate", self.model, "--data", self.set)
        result = json.loads(self.assert_done(*words, "--json", "--predictions", predictions))
        self.assertEqual(list(result), ["images", "correct", "accuracy", "loss"])
        self.assertEqual(result["images"], N_TEST)
        self.assertAlmostEqual(result["accuracy"], result["correct"] / N_TEST, delta=1e-9)

        content = predictions.read_text(encoding="ascii")
        self.assertTrue(content.startswith("index,label,predicted,probability\n0,"))
        rows = list(csv.DictReader(content.splitlines()))
        self.assertEqual([int(row["index"]) for row in rows], list(range(N_TEST)))
        self.assertEqual([int(row["label"]) for row in rows], [i % 10 for i in range(N_TEST)])
        self.assertEqual(sum(row["label"] == row["predicted"] for row in rows), result["correct"])
        for row in rows:
            self.assertTrue(0.1 <= float(row["probability"]) <= 1, "that of the class predicted")
        self.assertIn(f"{result['correct']} of {N_TEST}", self.assert_done(*words))

    def test_evaluate_answers_as_train_did(self):
        run_info = json.loads(self.assert_done("info", self.run_file, "--json"))
        result = json.loads(self.assert_done("evaluate", self.model, "--data", self.set, "--json"))
        self.assertAlmostEqual(result["accuracy"], run_info["moments"][-1]["test_accuracy"], 8)

    def test_a_run_speaks_through_its_last_moment(self):
        """The run and the model are of one training, written together."""
        picture = self.folder / "x.png"
        for verb, words in (("evaluate", ("--data", self.set, "--json")),
                            ("export", ("--view", "c3-filters", "--output", picture)),
                            ("project", ("--layer", "c3", "--map", "2", "--json"))):
            said = []
            for file in (self.model, self.run_file):
                text = self.assert_done(verb, file, *words)
                said.append(picture.read_bytes() if picture in words else text)
            self.assertEqual(*said, verb)

    def test_evaluate_our_digits(self):
        """As they are they are read as the same bytes of a test set are."""
        digits, lists = self.folder / "digits", []
        digits.mkdir()
        pixels = (self.set / FILES["test-images"]).read_bytes()[16:]
        for i in range(N_TEST):
            image = bytearray(pixels[784 * i:784 * (i + 1)])
            image[:28] = image[-28:] = bytes(28)   # else it may pass for a sheet of paper
            (digits / f"{i + 1:04}-{i % 10}-Ada.png").write_bytes(grey_png(bytes(image)))
            pixels = pixels[:784 * i] + bytes(image) + pixels[784 * (i + 1):]
        header = struct.pack(">IIII", 0x803, N_TEST, 28, 28)
        other = make_set(self.folder / "other", test_images=header + pixels)
        for words in (("--data", other), ("--digits", digits, "--prepare", "raw")):
            path = self.folder / f"{len(lists)}.csv"
            result = json.loads(self.assert_done("evaluate", self.model, *words, "--json",
                                                 "--predictions", path))
            lists.append((result, path.read_text(encoding="ascii")))
        self.assertEqual(lists[0], lists[1])
        boxed = json.loads(self.assert_done("evaluate", self.model, "--digits", digits, "--json"))
        self.assertEqual(boxed["images"], N_TEST)
        self.assertEqual(sorted(os.listdir(digits))[-1], f"{N_TEST:04}-{(N_TEST - 1) % 10}-Ada.png")

        self.assert_usage("evaluate", self.model, "--digits", digits, "--prepare", "ironed",
                          says="raw, centred, boxed")
        self.assert_usage("evaluate", self.model, "--prepare", "raw", says="--digits")
        self.assert_usage("evaluate", self.model, "--digits", digits, "--data", self.set,
                          says="both")
        self.assert_refused("evaluate", self.model, "--digits", self.folder / "none",
                            file=self.folder / "none", says="no digit")
        broken = digits / "0003-2-Ada.png"
        broken.write_bytes(broken.read_bytes()[:60])
        self.assert_refused("evaluate", self.model, "--digits", digits, file=broken, says="picture")

    def test_data_from_the_environment(self):
        """--data goes before IMAGETTE_DATA, and that before what is installed."""
        words = ("evaluate", self.model, "--json")
        for env in ({}, {"IMAGETTE_DATA": str(self.folder / "none")}):
            found = json.loads(self.assert_done(*words, "--data", self.set, **env))
            self.assertEqual(found["images"], N_TEST)
        found = json.loads(self.assert_done(*words, IMAGETTE_DATA=str(self.set)))
        self.assertEqual(found["images"], N_TEST)
        make_set(self.folder / "parent" / "mnist")
        found = json.loads(self.assert_done(*words, "--data", self.folder / "parent"))
        self.assertEqual(found["images"], N_TEST)

    # info

    def test_info(self):
        info = json.loads(self.assert_done("info", self.model, "--json"))
        for key, value in {"kind": "model", "architecture": "lenet", "activation": "relu",
                           "parameters": 61706, "seed": 1, "epoch": 2, "update": 6,
                           "optimizer": "adam", "weight_decay": 0, "batch": 64}.items():
            self.assertEqual(info[key], value, key)
        self.assertAlmostEqual(info["rate"], 0.001, 9)    # the nearest float, to nine digits
        self.assertEqual([(t["name"], t["shape"]) for t in info["tensors"]], list(TENSORS.items()))
        self.assertEqual(info["sha256"], hashlib.sha256(
            b"".join(tensors(self.model).values())).hexdigest())
        text = self.assert_done("info", self.model)
        for word in ("lenet", "61706", "c3.weight", "[16,6,5,5]"):
            self.assertIn(word, text)

    def test_info_of_a_run(self):
        info = json.loads(self.assert_done("info", self.run_file, "--json"))
        self.assertEqual(info["kind"], "run")
        self.assertEqual([(m["update"], m["epoch"]) for m in info["moments"]],
                         [(0, 0), (1, 0), (3, 1), (6, 2)])
        self.assertIn("moments", self.assert_done("info", self.run_file))

    def test_info_of_the_rival(self):
        model = self.folder / "mlp.safetensors"
        self.assert_done("train", "--model", "mlp", "--epochs", 0, "--data", self.set, "--output",
                         model)
        info = json.loads(self.assert_done("info", model, "--json"))
        self.assertEqual((info["architecture"], info["parameters"]), ("mlp-784-70-84-10", 61764))

    # The format of models, to the letter

    def test_model_bytes(self):
        data = self.model.read_bytes()
        (length,) = struct.unpack("<Q", data[:8])
        header = data[8:8 + length]
        self.assertEqual(length % 8, 0)
        parsed = json.loads(header)
        self.assertEqual(header.rstrip(b" "),
                         json.dumps(parsed, sort_keys=True, separators=(",", ":")).encode())
        self.assertEqual(set(parsed.pop("__metadata__")),
                         {"format", "architecture", "activation", "seed", "epoch", "update",
                          "optimizer", "rate", "momentum", "weight_decay", "batch"})
        at = 0
        for name, shape in TENSORS.items():
            entry = parsed.pop(name)
            size = 4
            for n in shape:
                size *= n
            self.assertEqual(entry, {"dtype": "F32", "shape": shape,
                                     "data_offsets": [at, at + size]})
            at += size
        self.assertEqual(parsed, {})
        self.assertEqual(len(data), 8 + length + at)

    # export

    def test_every_view_in_every_format(self):
        """The same bytes twice, in any language and time zone; each is what its name says."""
        for view in (*VIEWS, "all"):
            for kind in ("png", "svg", "pdf", "npy"):
                with self.subTest(view, format=kind):
                    words = ("--view", view, "--format", kind)
                    first = self.export(*words)
                    again = self.export(*words, LC_ALL="fr_FR.UTF-8", LANGUAGE="fr",
                                        TZ="Asia/Tokyo", GDK_SCALE="2")
                    self.assertEqual(first, again)
                    self.check(view, kind, first)

    def check(self, view, kind, data):
        if kind == "svg":
            root = xml.etree.ElementTree.fromstring(data)
            self.assertEqual(root.tag, "{http://www.w3.org/2000/svg}svg")
        elif kind == "pdf":
            self.assertTrue(data.startswith(b"%PDF-1.") and data.rstrip().endswith(b"%%EOF"))
        elif kind == "png" and view != "all":
            _, columns, rows, side = VIEWS[view]
            self.assertEqual(png_size(data), (columns * side * 8 + columns - 1,
                                              rows * side * 8 + rows - 1))
        elif kind == "png":
            png_size(data)
        elif view == "all":
            shape, values = npy(data)
            parts = (("c1-filters", 150), ("c1-maps", 6 * 784), ("s2-maps", 6 * 196),
                     ("c3-filters", 2400), ("c3-maps", 1600), ("s4-maps", 400))
            expected = b"".join(npy(self.export("--view", part, "--format", "npy"))[1]
                                for part, _ in parts)
            self.assertEqual(shape, (784 + sum(n for _, n in parts),))
            self.assertEqual(values[4 * 784:], expected)
            self.assertEqual([round(255 * value[0]) for value in struct.iter_unpack("<f", values[:4 * 784])],
                             list((self.set / "t10k-images-idx3-ubyte").read_bytes()[16:800]))
        else:
            shape, values = npy(data)
            self.assertEqual(shape, VIEWS[view][0])
            if view.endswith("filters"):
                self.assertEqual(values, tensors(self.model)[view[:2] + ".weight"])

    def test_the_name_of_the_output_says_the_format(self):
        for kind, start in (("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF"),
                            ("npy", b"\x93NUMPY")):
            output = self.folder / f"filters.{kind}"
            self.assert_done("export", self.model, "--view", "c1-filters", "--output", output)
            self.assertTrue(output.read_bytes().startswith(start), kind)

    def test_scale_is_pixels_a_value(self):
        for scale in (1, 3, 256):
            self.assertEqual(png_size(self.export("--view", "c1-filters", "--scale", scale)),
                             (6 * 5 * scale + 5, 5 * scale))
        self.assertEqual(png_size(self.export("--view", "c3-filters", "--map", 96)), (40, 40))

    def test_choices_change_the_picture(self):
        words = ("--view", "c1-filters")
        plain = self.export(*words)
        self.assertEqual(plain, self.export(*words, "--scope", "layer", "--colors", "grey",
                                            "--scale", 8, "--language", "en"))
        self.assertNotEqual(plain, self.export(*words, "--scope", "tile"))
        self.assertNotEqual(plain, self.export(*words, "--colors", "diverging"))
        maps = ("--view", "c3-maps")
        self.assertEqual(self.export(*maps), self.export(*maps, "--probe", "test:0"))
        self.assertNotEqual(self.export(*maps), self.export(*maps, "--probe", "test:1"))
        svg = (*maps, "--format", "svg")
        self.assertNotEqual(self.export(*svg), self.export(*svg, "--language", "fr"))

    def test_a_png_as_probe(self):
        """The very pixels of a test image give the maps of that test image."""
        pixels = (self.set / "t10k-images-idx3-ubyte").read_bytes()[16 + 3 * 784:16 + 4 * 784]
        rows = b"".join(b"\0" + pixels[28 * y:28 * y + 28] for y in range(28))
        png = b"\x89PNG\r\n\x1a\n"
        for kind, body in ((b"IHDR", struct.pack(">2I5B", 28, 28, 8, 0, 0, 0, 0)),
                           (b"IDAT", zlib.compress(rows)), (b"IEND", b"")):
            png += struct.pack(">I", len(body)) + kind + body
            png += struct.pack(">I", zlib.crc32(kind + body))
        path = self.folder / "digit.png"
        path.write_bytes(png)
        words = ("--view", "c1-maps", "--format", "npy")
        self.assertEqual(self.export(*words, "--probe", path),
                         self.export(*words, "--probe", "test:3"))

    def test_probes_that_are_none(self):
        text = self.folder / "text.png"
        text.write_text("no picture", encoding="ascii")
        for probe, says in (("test:40", "test:0 to test:39"), ("test:-1", "test:0 to test:39"),
                            ("test:", "test:0 to test:39"), (text, "not a PNG picture"),
                            (self.folder / "none.png", "No such file"),
                            (self.folder, "folder|directory")):
            with self.subTest(probe=probe):
                # A view that looks at no probe does not take a wrong one either.
                for view in ("c1-maps", "c1-filters"):
                    done = run("export", self.model, "--view", view, "--data", self.set, "--probe",
                               probe, "--output", self.folder / "x.png")
                    self.assert_status(done, FAILED)
                    self.assertRegex(done.stderr, says)
                    self.assertIn(str(probe), done.stderr)
                    self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        self.assertEqual(os.listdir(self.folder), ["text.png"])

    def test_a_map_that_there_is_not(self):
        for view, words in (("c1-filters", "from 1 to 6"), ("c3-filters", "from 1 to 96"),
                            ("c5-weights", "from 1 to 1"), ("all", "another --view")):
            self.assert_usage("export", self.model, "--view", view, "--map", 97, "--output",
                              self.folder / "x.png", says=words)
        self.assertEqual(os.listdir(self.folder), [])

    def test_every_parameter_can_be_had(self):
        """As npy: all the tensors of a file, of either network, value for value."""
        rival = self.make_rival()
        for model, views in ((self.model, {"c1-filters": "c1.weight", "c3-filters": "c3.weight",
                                           **PARAMETERS}), (rival, PARAMETERS)):
            found, output = {}, self.folder / "x.npy"
            contained = tensors(model)
            for view, name in views.items():
                if name in contained:
                    self.assert_done("export", model, "--view", view, "--output", output)
                    shape, found[name] = npy(output.read_bytes())
                    if view == "h1-weights":
                        self.assertEqual(shape, (70, 28, 28))
                    else:
                        self.assertEqual(list(shape), self.shapes(model)[name])
            self.assertEqual(found, contained)

    def test_parameters_as_pictures(self):
        rival = self.make_rival()
        for model, view, size in ((self.model, "c5-weights", (400, 120)), (rival, "h2-biases", (84, 1)),
                                  (rival, "h1-weights", (10 * 28 + 9, 7 * 28 + 6))):
            output = self.folder / "x.png"
            self.assert_done("export", model, "--view", view, "--scale", 1, "--output", output)
            self.assertEqual(png_size(output.read_bytes()), size)
        for language, title in (("en", "H1 unit 70"), ("fr", "Unité de H1 70")):
            output = self.folder / "x.svg"
            self.assert_done("export", rival, "--view", "h1-weights", "--map", 70, "--language",
                             language, "--output", output)
            root = xml.etree.ElementTree.parse(output).getroot()
            self.assertIn(title + " · MLP", root.find("{http://www.w3.org/2000/svg}title").text)

    def make_rival(self):
        model = self.folder / "mlp"
        self.assert_done("train", "--model", "mlp", "--epochs", 0, "--data", self.set, "--output",
                         model)
        return model

    def shapes(self, model):
        info = json.loads(self.assert_done("info", model, "--json"))
        return {tensor["name"]: tensor["shape"] for tensor in info["tensors"]}

    def test_the_rival_has_views_of_its_own(self):
        """All of them works; what it lacks is refused with a list of what it has."""
        model, output = self.make_rival(), self.folder / "x.npy"
        self.assert_done("export", model, "--view", "all", "--data", self.set, "--output", output)
        weights = tensors(model)["h1.weight"]
        self.assertEqual(npy(output.read_bytes())[1][4 * 784:], weights)
        output.unlink()
        for view in ("c1-filters", "s4-maps", "c5-weights", "f6-biases"):
            done = run("export", model, "--view", view, "--output", self.folder / "x.png")
            self.assert_status(done, FAILED)
            self.assertIn(f"no view “{view}”; it has h1-weights, h2-weights, output-weights, h1-biases, "
                          "h2-biases, output-biases, all", done.stderr)
        done = run("export", self.model, "--view", "h1-weights", "--output", self.folder / "x.png")
        self.assert_status(done, FAILED)
        self.assertIn("c5-weights", done.stderr)
        self.assertEqual(os.listdir(self.folder), ["mlp"])

    def test_what_was_there_is_replaced_whole(self):
        """Written aside and renamed: a link stays one, rights stay, a failure leaves the old."""
        real, link = self.folder / "real.png", self.folder / "link.png"
        real.write_text("old", encoding="ascii")
        real.chmod(0o640)
        link.symlink_to(real)
        self.assert_done("export", self.model, "--view", "c1-filters", "--output", link)
        self.assertTrue(link.is_symlink())
        png_size(real.read_bytes())
        self.assertEqual(real.stat().st_mode & 0o777, 0o640)
        before = real.read_bytes()
        run("export", self.model, "--view", "c1-filters", "--map", 7, "--output", link)
        self.assertEqual(real.read_bytes(), before)
        self.assertEqual(sorted(os.listdir(self.folder)), ["link.png", "real.png"])

    def export_limited(self, view, output):
        """Files may have 1,024 bytes: the limit strikes within the write, as a full disk does."""
        return subprocess.run(["sh", "-c", 'ulimit -f 2; trap "" XFSZ; exec "$@"', "sh", PROGRAM,
                               "export", self.model, "--view", view, "--output", output],
                              env=environment(), timeout=60 * PATIENCE, stderr=subprocess.PIPE,
                              encoding="utf-8", check=False)

    def test_a_full_disk_leaves_the_old_file(self):
        output = self.folder / "x.npy"
        self.assert_status(self.export_limited("c1-filters", output), DONE)
        old = output.read_bytes()
        done = self.export_limited("c3-filters", output)
        self.assert_status(done, FAILED)
        self.assertIn(str(output), done.stderr)
        self.assertEqual(output.read_bytes(), old)
        self.assertEqual(os.listdir(self.folder), ["x.npy"])

    # benchmark

    def test_benchmark(self):
        result = json.loads(self.assert_done("benchmark", "--json", "--data", self.set,
                                             "--threads", 1))
        self.assertEqual(result["threads"], 1)
        self.assertIn(result["simd"], ("avx512", "avx2", "baseline"))
        for key in ("seconds_per_epoch", "images_per_second", "forward_seconds"):
            self.assertGreater(result[key], 0)
        self.assertEqual((result["model"], result["forward_images"]), ("lenet", 40))
        self.assert_shares(result, ["input", "c1", "c3", "c5", "f6", "output"])
        level = json.loads(self.assert_done("benchmark", "--json", "--data", self.set,
                                            IMAGETTE_SIMD="baseline"))["simd"]
        self.assertEqual(level, "baseline")

    def test_benchmark_of_the_others(self):
        rival = json.loads(self.assert_done("benchmark", "--json", "--data", self.set,
                                            "--model", "mlp", "--threads", 2))
        self.assertEqual(rival["model"], "mlp-784-70-84-10")
        self.assert_shares(rival, ["input", "h1", "h2", "output"])
        blas = json.loads(self.assert_done("benchmark", "--json", "--data", self.set,
                                           IMAGETTE_SIMD="blas"))
        self.assert_shares(blas, ["input", "c1", "s2", "c3", "s4", "c5", "f6", "output"])

    def assert_shares(self, result, layers):
        self.assertEqual([layer.pop("layer") for layer in result["layers"]], layers)
        for layer in result["layers"]:
            share = layer.pop("share")
            self.assertAlmostEqual(share, sum(layer.values()), places=6)
            self.assertLessEqual(set(layer), {"forward", "loss", "backward", "update"})
            result["rest_share"] += share
        self.assertAlmostEqual(result["rest_share"], 1, places=6)


if __name__ == "__main__":
    main()
