#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-studies.py PROGRAM: features, occlusion, map and maximise, pictures and numbers, held against one
another and against project."""
import json
import math
import pathlib
import struct
import sys
import zlib
import xml.etree.ElementTree

sys.dont_write_bytecode = True
from blackbox import Case, DONE, FAILED, N_TEST, N_TRAIN, USAGE, main, run

MAPS = {"c1": 6, "c3": 16, "f6": 84, "output": 10}
MNIST = pathlib.Path(__file__).resolve().parents[2] / "data/mnist"  # has paper without ink
SIDES = {"c1": 28, "c3": 10, "f6": 1, "output": 1}


def read_png(path):
    """Rows of pixels of a PNG as it is written here: 8 bits, RGB or grey, rows without filters."""
    data, at, packed = path.read_bytes(), 8, b""
    width, height, _, kind = struct.unpack(">IIBB", data[16:26])
    while at < len(data):
        (length,) = struct.unpack(">I", data[at:at + 4])
        if data[at + 4:at + 8] == b"IDAT":
            packed += data[at + 8:at + 8 + length]
        at += 12 + length
    channels = 3 if kind == 2 else 1
    raw, stride, rows = zlib.decompress(packed), channels * width + 1, []
    for y in range(height):
        line = raw[y * stride + 1:(y + 1) * stride]
        rows.append([tuple(line[channels * x:channels * (x + 1)]) * (3 // channels)
                     for x in range(width)])
    return rows


class Features(Case):
    def features(self, *words, status=DONE, **env):
        process = run("features", self.model, "--data", self.set, *words, cwd=self.folder, **env)
        self.assertEqual(process.returncode, status, process.stderr)
        return process

    def numbers(self, *words, **env):
        return json.loads(self.features("--json", *words, **env).stdout)

    def test_numbers_hold_together(self):
        for layer, maps in MAPS.items():
            answer = self.numbers("--layer", layer)
            self.assertEqual((answer["layer"], answer["set"], answer["images"]), (layer, "test", N_TEST))
            self.assertEqual([item["map"] for item in answer["maps"]], list(range(1, maps + 1)))
            for item in answer["maps"]:
                patches = item["patches"]
                self.assertEqual(len(patches), min(9, item["positive"]))
                self.assertEqual(item["dead"], layer != "output" and item["positive"] == 0)
                self.assertFalse(item["saturated"])
                self.assertEqual(len({patch["image"] for patch in patches}), len(patches))
                keys = [(-patch["value"], patch["image"]) for patch in patches]
                self.assertEqual(keys, sorted(keys))
                for patch in patches:
                    self.assertGreater(patch["value"], 0)
                    self.assertLess(patch["image"], N_TEST)
                    self.assertLess(max(patch["row"], patch["column"]), SIDES[layer])
                if patches:
                    self.assertEqual(item["max"], patches[0]["value"])

    def test_muted_is_not_dead(self):
        data = pathlib.Path(self.model).read_bytes()
        end = 8 + int.from_bytes(data[:8], "little")
        header = json.loads(data[8:end])
        header["__metadata__"]["muted"] = "c1:2"
        text = json.dumps(header, sort_keys=True, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 8)
        model = self.folder / "muted.safetensors"
        model.write_bytes(len(text).to_bytes(8, "little") + text + data[end:])
        process = run("features", model, "--data", self.set, "--layer", "c1", "--json", cwd=self.folder)
        self.assertEqual(process.returncode, DONE, process.stderr)
        maps = json.loads(process.stdout)["maps"]
        self.assertEqual([item["muted"] for item in maps], [False, True] + 4 * [False])
        self.assertEqual((maps[1]["positive"], maps[1]["dead"]), (0, False))

    def test_patch_is_what_project_says(self):
        for layer in MAPS:
            item = next(item for item in self.numbers("--layer", layer)["maps"] if item["patches"])
            patch = item["patches"][-1]
            process = run("project", self.model, "--data", self.set, "--layer", layer,
                          "--map", item["map"], "--row", patch["row"], "--column", patch["column"],
                          "--probe", f"test:{patch['image']}", "--json", cwd=self.folder)
            self.assertEqual(process.returncode, DONE, process.stderr)
            self.assertEqual(json.loads(process.stdout)["value"], patch["value"])

    def test_choices(self):
        self.assertEqual(self.numbers("--set", "train")["images"], N_TRAIN)
        every = self.numbers("--threads", 1)
        self.assertEqual(self.numbers("--threads", 2), every)
        self.assertEqual(self.numbers("--map", 3)["maps"], [every["maps"][2]])

    def test_pictures(self):
        seen = set()
        for words in (["--layer", "c1"], ["--layer", "c3"], ["--layer", "output"], ["--map", "2"],
                      ["--mode", "gradient"], ["--mode", "guided"], ["--language", "fr"],
                      ["--colors", "diverging"], ["--scale", "1"]):
            pictures = []
            for threads in ("1", "2"):
                self.features("--output", "f.png", "--threads", threads, *words)
                pictures.append((self.folder / "f.png").read_bytes())
            self.assertEqual(pictures[0][:8], b"\x89PNG\r\n\x1a\n")
            self.assertEqual(pictures[0], pictures[1])
            seen.add(pictures[0])
        # C3 is the default, so eight of nine.
        self.assertEqual(len(seen), 9)
        self.features("--layer", "f6", "--map", "5", "--output", "f.svg")
        root = xml.etree.ElementTree.parse(self.folder / "f.svg").getroot()
        self.assertIn("F6", root.find("{http://www.w3.org/2000/svg}title").text)
        self.features("--layer", "c1", "--output", "f.pdf")
        self.assertEqual((self.folder / "f.pdf").read_bytes()[:5], b"%PDF-")

    def test_refuses(self):
        for words, word in ((["--layer", "s2"], "s2"), (["--map", "17"], "17"), (["--map", "0"], "0"),
                            (["--mode", "x"], "x"), (["--set", "all"], "all"), ([], "--output")):
            output = [] if not words else ["--output", "f.png"]
            self.assertIn(word, self.features(*words, *output, status=USAGE).stderr)
            self.assertFalse((self.folder / "f.png").exists())
        self.features("--output", "f.npy", status=USAGE)
        self.features("--layer", "f6", "--output", "f.png", "--scale", "256", status=FAILED)


class Occlusion(Case):
    def occlusion(self, *words, status=DONE):
        process = run("occlusion", self.model, "--data", self.set, *words, cwd=self.folder)
        self.assertEqual(process.returncode, status, process.stderr)
        return process

    def numbers(self, *words):
        return json.loads(self.occlusion("--json", *words).stdout)

    def test_numbers_hold_together(self):
        for words in ([], ["--size", "1"], ["--size", "15", "--value", "0.5"], ["--map", "4"]):
            answer = self.numbers("--probe", "test:3", *words)
            for name in ("total", "probability", "margin", "best"):
                self.assertEqual([len(row) for row in answer[name]], [28] * 28)
            self.assertEqual(answer["label"], 3)    # the set's: i % 10
            for row, margins, best in zip(answer["probability"], answer["margin"], answer["best"]):
                for p, margin, k in zip(row, margins, best):
                    self.assertTrue(0 <= p <= 1)
                    self.assertEqual(margin > 0, k == 3)
            flat = sum(answer["probability"], [])
            found = answer["lowest"]
            self.assertLessEqual(len(found), 3)
            if found:
                self.assertEqual(found[0]["probability"], min(flat))
            for place in found:
                self.assertEqual(answer["probability"][place["row"]][place["column"]],
                                 place["probability"])
        self.assertEqual(self.numbers("--map", "4")["map"], 4)

    def test_greys(self):
        """(b) from its lowest to its highest value; (d) from 0 to 1, its margin around 0."""
        def stretch(value, low, high):
            return math.floor(255 * (value - low) / (high - low) + 0.5) if high > low else 128

        for words in ((), ("--margin",)):
            answer = self.numbers("--probe", "test:3", "--output", "o.png", "--scale", "1", *words)
            pixels = read_png(self.folder / "o.png")
            total = sum(answer["total"], [])
            shown = sum(answer["margin" if words else "probability"], [])
            low = -max(map(abs, shown)) if words else 0
            high = -low if words else 1
            for panel, values, ends in ((1, total, (min(total), max(total))), (3, shown, (low, high))):
                left = 10 + panel * (220 + 24)
                for y, line in enumerate(pixels[29:29 + 28]):
                    found = [sum(line[x]) / 3 for x in range(left, left + 28)]
                    for x in range(28):
                        at = (y * 28 + x)
                        # Numbers on paper lie over the three places that harm most.
                        if len(set(line[left + x])) == 1 and panel == 1:
                            self.assertAlmostEqual(found[x], stretch(values[at], *ends), delta=1)
                    if panel == 3 and y == 27:
                        self.assertAlmostEqual(found[27], stretch(values[27 * 28 + 27], *ends), delta=1)

    def test_no_ink_no_change(self):
        answer = self.numbers("--data", MNIST, "--probe", "test:0")
        for name in ("total", "probability", "margin", "best"):
            self.assertEqual(answer[name][0][0], answer["whole"][name])

    def test_pictures(self):
        seen = set()
        for words in ([], ["--size", "3"], ["--value", "1"], ["--map", "2"], ["--margin"],
                      ["--language", "fr"], ["--probe", "test:5"], ["--scale", "2"]):
            self.occlusion("--output", "o.png", *words)
            first = (self.folder / "o.png").read_bytes()
            self.occlusion("--output", "o.png", *words)
            self.assertEqual(first, (self.folder / "o.png").read_bytes())
            self.assertEqual(first[:8], b"\x89PNG\r\n\x1a\n")
            seen.add(first)
        self.assertEqual(len(seen), 8)
        self.occlusion("--output", "o.svg")
        root = xml.etree.ElementTree.parse(self.folder / "o.svg").getroot()
        self.assertIn("7 × 7", root.find("{http://www.w3.org/2000/svg}title").text)
        self.occlusion("--output", "o.pdf")
        self.assertEqual((self.folder / "o.pdf").read_bytes()[:5], b"%PDF-")

    def test_refuses(self):
        for words, word in ((["--size", "0"], "0"), (["--size", "16"], "16"), (["--value", "1.5"], "1.5"),
                            (["--map", "17"], "17"), ([], "--output")):
            output = [] if not words else ["--output", "o.png"]
            self.assertIn(word, self.occlusion(*words, *output, status=USAGE).stderr)
        self.occlusion("--output", "o.npy", status=USAGE)

    def test_the_rival_has_no_maps(self):
        rival = self.folder / "rival.safetensors"
        process = run("train", "--model", "mlp", "--epochs", 1, "--data", self.set, "--output", rival)
        self.assertEqual(process.returncode, DONE, process.stderr)
        process = run("occlusion", rival, "--data", self.set, "--json", "--output", "r.png",
                      cwd=self.folder)
        self.assertEqual(process.returncode, DONE, process.stderr)
        answer = json.loads(process.stdout)
        self.assertNotIn("total", answer)
        self.assertNotIn("map", answer)
        self.assertTrue((self.folder / "r.png").exists())
        process = run("occlusion", rival, "--data", self.set, "--json", "--map", 1)
        self.assertEqual(process.returncode, USAGE)
        process = run("features", rival, "--data", self.set, "--json")
        self.assertEqual(json.loads(process.stdout)["layer"], "output")


class Map(Case):
    def map(self, *words, status=DONE, model=None):
        process = run("map", model or self.model, "--data", self.set, *words, cwd=self.folder)
        self.assertEqual(process.returncode, status, process.stderr)
        return process

    def test_numbers_hold_together(self):
        process = run("evaluate", self.model, "--data", self.set, "--json")
        correct = json.loads(process.stdout)["correct"]
        self.assertEqual(self.map("--json").stdout, self.map("--json", "--layer", "f6").stdout)
        for layer in ("pixels", "s4", "c5", "f6"):
            answer = json.loads(self.map("--json", "--layer", layer).stdout)
            points, explained = answer["points"], answer["explained"]
            self.assertEqual((answer["layer"], answer["images"]), (layer, N_TEST))
            self.assertEqual([point["image"] for point in points], list(range(N_TEST)))
            self.assertEqual([point["label"] for point in points], [i % 10 for i in range(N_TEST)])
            self.assertEqual(sum(point["label"] == point["predicted"] for point in points), correct)
            self.assertGreater(explained["y"], 0)
            self.assertLessEqual(explained["x"] + explained["y"], 1 + 1e-9)
            for axis in "xy":     # components are of what differs from the mean
                values = [point[axis] for point in points]
                self.assertLess(abs(sum(values)), 1e-3 * sum(map(abs, values)))

    def test_pictures(self):
        seen = set()
        for words in ([], ["--layer", "pixels"], ["--layer", "s4"], ["--layer", "c5"],
                      ["--language", "fr"]):
            pictures = []
            for _ in range(2):
                self.map("--output", "m.png", *words)
                pictures.append((self.folder / "m.png").read_bytes())
            self.assertEqual(pictures[0][:8], b"\x89PNG\r\n\x1a\n")
            self.assertEqual(pictures[0], pictures[1])
            seen.add(pictures[0])
        self.assertEqual(len(seen), 5)
        self.map("--output", "m.svg", "--language", "fr")
        title = xml.etree.ElementTree.parse(self.folder / "m.svg").getroot().find(
            "{http://www.w3.org/2000/svg}title").text
        for word in ("Carte des chiffres · F6", f"{N_TEST} chiffres", "LeNet", "graine", "époque"):
            self.assertIn(word, title)
        self.map("--output", "m.pdf")
        self.assertEqual((self.folder / "m.pdf").read_bytes()[:5], b"%PDF-")

    def test_the_rival_has_pixels_only(self):
        rival = self.folder / "rival.safetensors"
        process = run("train", "--model", "mlp", "--epochs", 1, "--data", self.set, "--output", rival)
        self.assertEqual(process.returncode, DONE, process.stderr)
        self.assertEqual(json.loads(self.map("--json", model=rival).stdout)["layer"], "pixels")
        self.map("--json", "--layer", "f6", model=rival, status=USAGE)

    def test_refuses(self):
        for words, word in ((["--layer", "c1"], "c1"), (["--language", "de"], "de"), ([], "--output")):
            output = [] if not words else ["--output", "m.png"]
            self.assertIn(word, self.map(*words, *output, status=USAGE).stderr)
        self.map("--output", "m.npy", status=USAGE)


class Maximise(Case):
    def maximise(self, *words, status=DONE):
        process = run("maximise", self.model, *words, cwd=self.folder)
        self.assertEqual(process.returncode, status, process.stderr)
        return process

    def test_numbers(self):
        units = json.loads(self.maximise("--json", "--steps", 40).stdout)["units"]
        start = json.loads(self.maximise("--json", "--steps", 0).stdout)["units"]
        self.assertEqual([unit["map"] for unit in units], list(range(1, 11)))
        for before, unit in zip(start, units):
            self.assertEqual([len(row) for row in unit["image"]], [28] * 28)
            self.assertTrue(all(0 <= v <= 1 for row in unit["image"] for v in row))
            self.assertGreater(unit["value"], before["value"])
        alone = json.loads(self.maximise("--json", "--steps", 40, "--map", 4).stdout)["units"]
        self.assertEqual(alone, [units[3]])
        other = json.loads(self.maximise("--json", "--steps", 40, "--map", 4, "--seed", 2).stdout)
        self.assertNotEqual(other["units"], alone)

    def test_units_of_every_layer(self):
        for layer, n in (("c1", 6), ("s2", 6), ("c3", 16), ("s4", 16), ("c5", 120), ("f6", 84),
                         ("output", 10)):
            units = json.loads(self.maximise("--json", "--steps", 1, "--layer", layer, "--map", n)
                               .stdout)["units"]
            self.assertEqual([unit["map"] for unit in units], [n])
            self.assertIn(str(n), self.maximise("--json", "--layer", layer, "--map", n + 1,
                                                status=USAGE).stderr)
        rival = self.folder / "rival.safetensors"
        self.assert_done("train", "--model", "mlp", "--epochs", 1, "--data", self.set, "--output", rival)
        units = json.loads(self.assert_done("maximise", rival, "--steps", 1, "--json"))["units"]
        self.assertEqual(len(units), 10)
        self.assert_usage("maximise", rival, "--json", "--layer", "c3", says="c3")

    def test_pictures(self):
        self.maximise("--steps", 3, "--output", "m.png")
        first = (self.folder / "m.png").read_bytes()
        self.maximise("--steps", 3, "--output", "m.png")
        self.assertEqual(first, (self.folder / "m.png").read_bytes())
        self.maximise("--steps", 3, "--layer", "c3", "--map", 16, "--output", "m.svg")
        root = xml.etree.ElementTree.parse(self.folder / "m.svg").getroot()
        self.assertIn("L2 decay 0.02", root.find("{http://www.w3.org/2000/svg}title").text)
        for name, words, size in (("m.png", (), (5 * 225 - 1, 2 * 225 - 1)),
                                  ("m.png", ("--layer", "c1", "--scale", 1), (5 * 29 - 1, 2 * 29 - 1)),
                                  ("m.png", ("--map", 3, "--scale", 2), (56, 56))):
            self.maximise("--steps", 1, "--output", name, *words)
            self.assertEqual(struct.unpack(">II", (self.folder / name).read_bytes()[16:24]), size)
        self.maximise("--steps", 1, "--output", "m.npy", "--map", 1)
        self.assertIn(b"28, 28", (self.folder / "m.npy").read_bytes()[:80])
        self.maximise("--steps", 1, "--output", "m.pdf", "--language", "fr")
        self.assertEqual((self.folder / "m.pdf").read_bytes()[:5], b"%PDF-")

    def test_refuses(self):
        for words in (["--map", "11"], ["--layer", "c9"], ["--steps", "-1"], ["--seed", "x"]):
            self.assertIn(words[1], self.maximise(*words, "--output", "m.png", status=USAGE).stderr)
        self.assertIn("--output", self.maximise(status=USAGE).stderr)


if __name__ == "__main__":
    main()
