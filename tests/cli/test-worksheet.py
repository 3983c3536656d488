#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-worksheet.py PROGRAM: worksheets. Every answer of two hundred is worked out here anew, from
the exercise alone, and looked for in the text of the PDF."""
import collections
import gzip
import itertools
import json
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True
from blackbox import Case, DONE, FILES, main, run

MNIST = pathlib.Path(__file__).resolve().parents[2] / "data" / "mnist"
SHEETS = 200
NUMBER = re.compile(r"[−-]?\d+")
A4 = 595, 842
MARGIN = 44                        # nothing is printed further out: pupils' printers have edges


# the exercises, worked out by hand, as it were

def convolve(image, weights):
    rows, columns = len(weights), len(weights[0])
    return [[sum(image[y + a][x + b] * weights[a][b] for a in range(rows) for b in range(columns))
             for x in range(len(image[0]) - columns + 1)] for y in range(len(image) - rows + 1)]


def pool(image, high):
    return [[max(image[y + a][x + b] for a in range(high) for b in range(2))
             for x in range(0, len(image[0]), 2)] for y in range(0, len(image), high)]


def count_places(size, kernel, padding, stride):
    """By sliding, not by the formula."""
    return sum(1 for _ in range(-padding, size + padding - kernel + 1, stride))


def size_network(network):
    shapes, parameters = [], []
    maps, rows, columns = network["input"]
    for layer in network["layers"]:
        if layer["kind"] == "dense":
            parameters.append(maps * rows * columns * layer["units"] + layer["units"])
            maps, rows, columns = layer["units"], 1, 1
        elif layer["kind"] == "convolution":
            k = layer["kernel"]
            parameters.append((maps * k * k + 1) * layer["filters"])
            maps, rows, columns = (layer["filters"], count_places(rows, k, 0, 1),
                                   count_places(columns, k, 0, 1))
        else:
            parameters.append(0)
            rows, columns = (count_places(n, layer["kernel"], 0, layer["stride"])
                             for n in (rows, columns))
        shapes.append([maps, rows, columns])
    return {"shapes": shapes, "parameters": parameters, "total": sum(parameters)}


def solve(exercises):
    line, plane, match = exercises["line"], exercises["plane"], exercises["match"]
    output = convolve([line["signal"]], [line["filter"]])[0]
    rectified = [max(0, value) for value in output]
    answers = [convolve(patch["patch"], match["filter"])[0][0] for patch in match["patches"]]
    return {
        "line": {"output": output, "rectified": rectified, "pooled": pool([rectified], 1)[0]},
        "plane": {"output": convolve(plane["patch"], plane["filter"])},
        "pooling": {"pooled": pool(exercises["pooling"]["map"], 2)},
        "match": {"answers": answers, "best": "ABCD"[answers.index(max(answers))]},
        "sizes": [count_places(**size) for size in exercises["sizes"]],
        "network": size_network(exercises["network"]),
    }


def flat(value):
    """All numbers of a value of JSON."""
    if isinstance(value, int):
        return [value]
    if isinstance(value, str):
        return []
    return list(itertools.chain.from_iterable(
        flat(item) for item in (value.values() if isinstance(value, dict) else value)))


def numbers_of(text):
    return collections.Counter(int(number.replace("−", "-")) for number in NUMBER.findall(text))


# what is printed on the two pages of a sheet, and only on those of its answers

def given(exercises):
    front = [exercises["line"], exercises["plane"]["patch"], exercises["plane"]["filter"],
             exercises["pooling"]]
    back = [exercises["match"]["filter"], [p["patch"] for p in exercises["match"]["patches"]],
            exercises["sizes"], exercises["network"]]
    return [collections.Counter(flat(page)) for page in (front, back)]


def filled_in(exercises, answers):
    plane = exercises["plane"]
    products = [row[:3] for row in plane["patch"][:3]] + plane["filter"]
    front = [answers["line"], answers["plane"], answers["pooling"], products,
             answers["plane"]["output"][0][0]]
    network = answers["network"]
    shapes = [shape if layer["kind"] != "dense" else shape[:1] for shape, layer
              in zip(network["shapes"], exercises["network"]["layers"])]
    back = [answers["match"]["answers"], [[n, n] for n in answers["sizes"]], shapes,
            network["parameters"], network["total"]]
    return [collections.Counter(flat(page)) for page in (front, back)]


class Worksheet(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pdf = cls.shared / "sheets.pdf"
        done = run("worksheet", "--count", SHEETS, "--json", "--output", cls.pdf, "--data", MNIST)
        if done.returncode != DONE:
            raise AssertionError(done.stderr)
        cls.sheets = json.loads(done.stdout)["worksheets"]

    def tool(self, name, *words):
        """What a program of poppler-utils prints."""
        if shutil.which(name) is None:
            raise unittest.SkipTest(f"{name} (poppler-utils) is not installed")
        return subprocess.run([name, *map(str, words)], stdout=subprocess.PIPE, encoding="utf-8",
                              check=True).stdout

    def make(self, name, *words, **env):
        path = self.folder / name
        self.assert_done("worksheet", "--data", MNIST, "--output", path, *words, **env)
        return path.read_bytes()

    # the numbers

    def test_every_answer(self):
        self.assertEqual([sheet["seed"] for sheet in self.sheets], list(range(1, SHEETS + 1)))
        for sheet in self.sheets:
            with self.subTest(sheet["seed"]):
                self.assertEqual(sheet["answers"], solve(sheet["exercises"]))

    def test_one_patch_is_best(self):
        for sheet in self.sheets:
            answers = sorted(sheet["answers"]["match"]["answers"])
            self.assertEqual(len(set(answers)), 4, sheet["seed"])
            self.assertGreater(answers[3], answers[2] + 3, sheet["seed"])

    def test_real_digits(self):
        """The patches are in the images that they are said to be of."""
        pixels = gzip.decompress((MNIST / (FILES["test-images"] + ".gz")).read_bytes())[16:]
        for sheet in self.sheets:
            for patch in [sheet["exercises"]["plane"]] + sheet["exercises"]["match"]["patches"]:
                for y, row in enumerate(patch["patch"]):
                    start = patch["image"] * 784 + (patch["row"] + y) * 28 + patch["column"]
                    self.assertEqual(row, [(9 * pixel + 127) // 255
                                           for pixel in pixels[start:start + len(row)]])

    def test_each_pupil_gets_another(self):
        for key in ("line", "plane", "pooling", "match", "network"):
            seen = {json.dumps(sheet["exercises"][key]) for sheet in self.sheets}
            self.assertGreater(len(seen), SHEETS * 9 // 10, key)

    # the paper

    def test_numbers_in_the_text(self):
        """All sheets, then all answers: the same pages, and the answers."""
        pages = self.tool("pdftotext", "-layout", self.pdf, "-").split("\f")
        self.assertEqual(len(pages), 4 * SHEETS + 1)
        for i, sheet in enumerate(self.sheets):
            exercises, answers = sheet["exercises"], solve(sheet["exercises"])
            for side in range(2):
                with self.subTest(sheet["seed"], side=side):
                    empty = pages[2 * i + side]
                    solved = pages[2 * SHEETS + 2 * i + side]
                    self.assertTrue(empty.startswith(f"Worksheet {sheet['seed']} "))
                    self.assertTrue(solved.startswith(f"Answers · Worksheet {sheet['seed']}\n"))
                    self.assertFalse(given(exercises)[side] - numbers_of(empty))
                    self.assertEqual(numbers_of(solved),
                                     numbers_of(empty) + filled_in(exercises, answers)[side])
            self.assertRegex(pages[2 * SHEETS + 2 * i + 1],
                             rf"answers most to patch +{answers['match']['best']}\n")

    def test_within_the_paper(self):
        for language in ("en", "fr"):
            for seed in ("1", str(2 ** 64 - 40)):
                name = f"{language}-{seed}.pdf"
                self.make(name, "--seed", seed, "--count", 40, "--language", language)
                text = self.tool("pdftotext", "-bbox", self.folder / name, "-")
                self.assertEqual(text.count('<page width="595.000000" height="842.000000">'), 160)
                boxes = [[float(value) for value in box] for box in re.findall(
                    r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">', text)]
                self.assertGreater(len(boxes), 160 * 60)
                for left, top, right, bottom in boxes:
                    self.assertGreater(left, MARGIN)
                    self.assertGreater(top, MARGIN)
                    self.assertLess(right, A4[0] - MARGIN)
                    self.assertLess(bottom, A4[1] - 20)

    def test_french(self):
        self.make("fr.pdf", "--seed", 17, "--language", "fr")
        self.make("en.pdf", "--seed", 17)
        french, english = (self.tool("pdftotext", "-layout", self.folder / name, "-")
                           for name in ("fr.pdf", "en.pdf"))
        for word in ("Feuille d’exercices 17", "Corrigé", "imagette", "filtre", "couche", "carte"):
            self.assertIn(word, french)
        for word in ("Worksheet", "filter", "layer", "answer"):
            self.assertIn(word, english)
            self.assertNotIn(word, french)
        self.assertEqual(numbers_of(french), numbers_of(english))

    # equal bytes

    def test_equal_seeds_give_equal_bytes(self):
        first = self.make("a.pdf", "--seed", 5, "--count", 3)
        self.assertEqual(self.make("b.pdf", "--seed", 5, "--count", 3), first)
        self.assertEqual(self.make("c.pdf", "--seed", 5, "--count", 3, LC_ALL="fr_FR.UTF-8",
                                   LANGUAGE="fr", TZ="Asia/Tokyo"), first)
        self.assertNotEqual(self.make("d.pdf", "--seed", 6, "--count", 3), first)

    def test_a_sheet_is_its_number(self):
        """Whatever the others are that it is made with."""
        for seed in (1, 77, 200):
            alone = json.loads(self.assert_done("worksheet", "--seed", seed, "--json", "--data",
                                                MNIST))["worksheets"]
            self.assertEqual(alone, [self.sheets[seed - 1]])

    # what goes wrong

    def test_usage(self):
        pdf = self.folder / "x.pdf"
        for words, says in (
                ((), "expected --output FILE.pdf, found none"),
                (("--output", ""), "--output: expected the name of a file, found none"),
                (("--output", self.folder / "x.png"), "expected a name in .pdf, found “"),
                (("--output", pdf, "--seed", "x"), "--seed: expected a whole number from 0 to "),
                (("--output", pdf, "--count", 0), "--count: expected a whole number from 1 to 200"),
                (("--output", pdf, "--count", 201), "--count: expected a whole number from 1"),
                (("--output", pdf, "--count", 2, "--seed", 2 ** 64 - 1),
                 f"--seed: expected a whole number from 0 to {2 ** 64 - 2}"),
                (("--output", pdf, "--language", "de"), "--language: expected one of en, fr"),
                (("--output", pdf, "more"), "expected no more words, found “more”")):
            with self.subTest(words):
                self.assert_usage("worksheet", *words, says=says)
        self.assertFalse(pdf.exists())

    def test_where_nothing_can_be_written(self):
        path = self.folder / "no" / "x.pdf"
        self.assert_refused("worksheet", "--output", path, file=path,
                            says="No such file or directory")

    def test_images_without_strokes(self):
        """A clear end instead of a search without one; no file."""
        pdf = self.folder / "x.pdf"
        done = run("worksheet", "--seed", 9, "--output", pdf, "--data", self.set)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertRegex(done.stderr, r"^imagette-cli worksheet: Worksheet 9: expected images with "
                         r"edges of strokes, found none in \d+ pieces\n$")
        self.assertFalse(pdf.exists())


if __name__ == "__main__":
    main()
