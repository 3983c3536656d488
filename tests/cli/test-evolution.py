#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-evolution.py PROGRAM: evolution and invariance, pictures and numbers, held against one
another and against features, project and info."""
import json
import struct
import sys
import xml.etree.ElementTree

sys.dont_write_bytecode = True
from blackbox import Case, DONE, N_TEST, N_TRAIN, main, run

TITLE = "{http://www.w3.org/2000/svg}title"
MAPS = {"c1": 6, "c3": 16}
SIDES = {"c1": 28, "c3": 10}
SWEEPS = {"shift-x": (29, -14, 14, 0), "shift-y": (29, -14, 14, 0), "scale": (31, 0.5, 2, 1),
          "rotation": (73, -180, 180, 0)}


def png_size(data):
    assert data[:8] == b"\x89PNG\r\n\x1a\n", data[:8]
    return struct.unpack(">II", data[16:24])


class Evolution(Case):
    def evolution(self, *words):
        return self.assert_done("evolution", self.run_file, "--data", self.set, *words)

    def numbers(self, *words):
        return json.loads(self.evolution("--json", *words))

    def picture(self, name, *words):
        self.evolution("--output", self.folder / name, *words)
        return (self.folder / name).read_bytes()

    def test_numbers_hold_together(self):
        answer = self.numbers()
        moments = json.loads(self.assert_done("info", self.run_file, "--json"))["moments"]
        self.assertEqual([moment["update"] for moment in answer["moments"]],
                         [moment["update"] for moment in moments])
        self.assertEqual([(item["layer"], item["map"]) for item in answer["maps"]],
                         [(layer, k) for layer, n in MAPS.items() for k in range(1, n + 1)])
        for item in answer["maps"]:
            cells = item["moments"]
            self.assertEqual(len(cells), len(moments))
            self.assertEqual((cells[0]["changed"], cells[0]["step"], cells[0]["change"]), (False, 0, 0))
            for before, cell in zip([cells[0]] + cells, cells):
                self.assertEqual(cell["changed"], cell["image"] != before["image"])
                self.assertGreater(cell["rms"], 0)
                if cell["image"] is None:
                    self.assertEqual([cell[key] for key in ("row", "column", "value")], [None] * 3)
                    continue
                self.assertGreater(cell["value"], 0)
                self.assertLess(cell["image"], N_TRAIN)
                self.assertLess(max(cell["row"], cell["column"]), SIDES[item["layer"]])
            # A dead filter stays as it is, and nobody comes farther than by all steps.
            self.assertLessEqual(cells[-1]["change"], 1.001 * sum(cell["step"] for cell in cells))
            if item["layer"] == "c1":
                self.assertGreater(cells[-1]["change"], 0)

    def test_the_last_moment_is_the_model(self):
        """Its winners are the strongest patches of the training set."""
        for layer in MAPS:
            cells = [item["moments"][-1] for item in self.numbers("--layer", layer)["maps"]]
            features = json.loads(self.assert_done(
                "features", self.model, "--data", self.set, "--set", "train", "--layer", layer, "--json"))
            for cell, item in zip(cells, features["maps"]):
                best = item["patches"][0] if item["patches"] else dict.fromkeys(
                    ("image", "row", "column", "value"))
                self.assertEqual({key: cell[key] for key in best}, best)

    def test_choices(self):
        every = self.numbers("--threads", 1)
        self.assertEqual(self.numbers("--threads", 2), every)
        self.assertEqual(self.numbers("--layer", "c3")["maps"], every["maps"][6:])
        self.assertEqual(self.numbers("--layer", "c3", "--map", 5)["maps"], [every["maps"][10]])

    def test_the_strip(self):
        n = len(self.numbers()["moments"])
        seen = set()
        for words in ((), ("--layer", "c1"), ("--layer", "c1", "--map", "2"), ("--scope", "row"),
                      ("--scope", "layer"), ("--colors", "diverging")):
            pictures = {self.picture("s.png", "--threads", threads, *words) for threads in (1, 2)}
            self.assertEqual(len(pictures), 1)
            seen |= pictures
        self.assertEqual(len(seen), 6)
        # A tile of 28 pixels, twice as large, and a gap; 8 between the layers.
        self.assertEqual(png_size(self.picture("s.png")), (57 * n - 1, 57 * 6 - 1 + 8 + 57 * 16 - 1))
        self.assertEqual(png_size(self.picture("s.png", "--layer", "c1", "--scale", 1)),
                         (29 * n - 1, 29 * 6 - 1))
        self.assertEqual(png_size(self.picture("s.png", "--layer", "c3", "--map", 16)), (57 * n - 1, 56))
        self.picture("s.svg", "--language", "fr")
        title = xml.etree.ElementTree.parse(self.folder / "s.svg").getroot().find(TITLE).text
        for word in ("Évolution · LeNet", "graine 1", "époque 2", "barré"):
            self.assertIn(word, title)
        self.assertEqual(self.picture("s.pdf")[:5], b"%PDF-")
        self.assertIn(f"(6, {n}, 28, 28)".encode(), self.picture("s.npy", "--layer", "c1"))

    def test_the_film(self):
        n = len(self.numbers()["moments"])
        film = self.picture("f.gif", "--layer", "c1")
        self.assertEqual(film, self.picture("g.gif", "--layer", "c1", "--threads", 2))
        self.assertEqual(struct.unpack("<HH", film[6:10]), (57 * 6 - 1, 56))
        # A picture each, of a second.
        self.assertEqual(film.count(b"\x21\xf9\x04"), n)
        self.assertEqual(film.count(struct.pack("<H", 100) + b"\0\0\x2c"), n)
        self.evolution("--numbered", "--layer", "c1", "--output", self.folder / "n.png")
        pictures = sorted(self.folder.glob("n-*.png"))
        self.assertEqual([path.name for path in pictures], [f"n-{i:02d}.png" for i in range(1, n + 1)])
        for path in pictures:
            self.assertEqual(png_size(path.read_bytes()), (57 * 6 - 1, 56))

    def test_refuses(self):
        output = ("--output", self.folder / "e.png")
        for words, says in ((("--map", 2, *output), "--layer"), (("--layer", "f6", *output), "f6"),
                            (("--layer", "c1", "--map", 7, *output), "7"),
                            (("--scope", "all", *output), "all"), ((), "--output")):
            self.assert_usage("evolution", self.run_file, "--data", self.set, *words, says=says)
        rival, model = self.folder / "rival.safetensors", self.folder / "m.safetensors"
        self.assert_done("train", "--model", "mlp", "--epochs", 1, "--data", self.set, "--output", model,
                         "--timeline", rival)
        self.assert_refused("evolution", rival, "--data", self.set, *output, file=rival,
                            says="expected a run of LeNet")
        done = run("evolution", model, "--data", self.set, *output)
        self.assertNotEqual(done.returncode, DONE)
        self.assertIn(str(model), done.stderr)
        self.assertFalse((self.folder / "e.png").exists())


class Invariance(Case):
    def numbers(self, *words):
        return json.loads(self.assert_done("invariance", self.model, "--data", self.set, "--json", *words))

    def test_numbers_hold_together(self):
        for index in (3, N_TEST - 1):
            answer = self.numbers("--probe", f"test:{index}")
            self.assertEqual(answer["label"], index % 10)
            self.assertEqual(set(answer["length"]), {"c1", "c3", "f6"})
            occlusion = json.loads(self.assert_done("occlusion", self.model, "--data", self.set, "--probe",
                                                    f"test:{index}", "--json"))
            for sweep, (n, first, last, still) in SWEEPS.items():
                points = answer[sweep]
                places = [point["x"] for point in points]
                self.assertEqual((len(points), places[0], places[-1]), (n, first, last))
                self.assertEqual(places, sorted(places))
                for point in points:
                    self.assertTrue(0 <= point["probability"] <= 1)
                    self.assertIn(point["best"], range(10))
                    for layer in ("c1", "c3", "f6"):
                        self.assertGreaterEqual(point[layer], 0)
                # Where nothing is changed, nothing is far, and it is the digit's own answer.
                here = points[places.index(still)]
                self.assertEqual([here[layer] for layer in ("c1", "c3", "f6")], [0, 0, 0])
                self.assertEqual(here["probability"], occlusion["whole"]["probability"])
                self.assertEqual(here["best"], occlusion["whole"]["best"])
                self.assertGreater(max(point["c1"] for point in points), 0)

    def test_the_first_digit_is_the_default(self):
        self.assertEqual(self.numbers(), self.numbers("--probe", "test:0"))
        self.assertNotEqual(self.numbers(), self.numbers("--probe", "test:1"))

    def test_the_rival(self):
        rival = self.folder / "rival.safetensors"
        self.assert_done("train", "--model", "mlp", "--epochs", 1, "--data", self.set, "--output", rival)
        answer = json.loads(self.assert_done("invariance", rival, "--data", self.set, "--json"))
        self.assertEqual(set(answer["length"]), {"h1", "h2", "output"})
        self.assertEqual(len(answer["scale"]), 31)

    def test_pictures(self):
        seen = set()
        for words in ((), ("--probe", "test:5"), ("--language", "fr")):
            pictures = set()
            for _ in range(2):
                self.assert_done("invariance", self.model, "--data", self.set, "--output",
                                 self.folder / "i.png", *words)
                pictures.add((self.folder / "i.png").read_bytes())
            self.assertEqual(len(pictures), 1)
            seen |= pictures
        self.assertEqual(len(seen), 3)
        self.assert_done("invariance", self.model, "--data", self.set, "--output",
                         self.folder / "i.svg", "--probe", "test:7", "--language", "fr")
        title = xml.etree.ElementTree.parse(self.folder / "i.svg").getroot().find(TITLE).text
        for word in ("Invariance · LeNet", "chiffre de test 7", "graine 1"):
            self.assertIn(word, title)
        self.assert_done("invariance", self.model, "--data", self.set, "--output", self.folder / "i.pdf")
        self.assertEqual((self.folder / "i.pdf").read_bytes()[:5], b"%PDF-")

    def test_refuses(self):
        words = ("invariance", self.model, "--data", self.set)
        self.assert_usage(*words, says="--output")
        self.assert_usage(*words, "--output", self.folder / "i.npy", says="expected a name in .png")
        self.assert_usage(*words, "--json", "--language", "de", says="de")
        done = run(*words, "--json", "--probe", f"test:{N_TEST}")
        self.assertNotEqual(done.returncode, DONE)
        self.assertIn(f"test:{N_TEST - 1}", done.stderr)


if __name__ == "__main__":
    main()
