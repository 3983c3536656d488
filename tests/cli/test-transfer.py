#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-transfer.py PROGRAM: question 2 on the sample that comes along, and its files used again."""
import csv
import json
import os
import pathlib
import sys

sys.dont_write_bytecode = True
from blackbox import Case, DONE, FAILED, USAGE, main, run

SAMPLE = pathlib.Path(__file__).resolve().parents[2] / "data" / "images"
FILES = ["curve.csv", "curve.png", "curve.svg", "files.csv", "head.safetensors", "result.json",
         "validation.csv"]


def pixels(*colour):
    return b"P6 8 8 255\n" + bytes(colour) * 64


class Transfer(Case):
    def transfer(self, *words, status=DONE):
        process = run("transfer", *words, cwd=self.folder, XDG_CACHE_HOME=f"{self.folder}/cache")
        self.assertEqual(process.returncode, status, process.stderr)
        return process

    def make_images(self, n=10):
        """Reddish against bluish squares, and a file that is no image."""
        for name, colour in (("blue", (20, 40, 200)), ("red", (200, 40, 20))):
            folder = pathlib.Path(self.folder) / "images" / name
            folder.mkdir(parents=True, exist_ok=True)
            for i in range(n):
                (folder / f"{i}.ppm").write_bytes(pixels(*(v + i for v in colour)))
        (folder / "broken.png").write_bytes(b"nothing")

    def test_question_2(self):
        """The sheet's settings on the sample: most right, and far more than by guessing."""
        first = self.transfer("--json", "--output", "out")
        answer = json.loads(first.stdout.splitlines()[-1])
        self.assertEqual((answer["train"], answer["validation"]), (201, 49))
        self.assertAlmostEqual(answer["baseline"], 29 / 49, 6)
        self.assertGreater(answer["accuracy"], 0.8)
        self.assertEqual((answer["computed"], answer["epochs"]), (250, 30))
        self.assertGreater(answer["seconds_features"], 0)
        self.assertEqual(sorted(os.listdir(f"{self.folder}/out")), FILES)
        again = self.transfer("--json", "--output", "again", "--threads", 1)
        second = json.loads(again.stdout.splitlines()[-1])
        self.assertEqual((second["accuracy"], second["computed"]), (answer["accuracy"], 0))
        for name in FILES:
            if name != "result.json":
                self.assertEqual(pathlib.Path(self.folder, "out", name).read_bytes(),
                                 pathlib.Path(self.folder, "again", name).read_bytes(), name)
        self.check_predictions(answer["accuracy"])

    def check_predictions(self, accuracy):
        """predict says of the validation images what transfer said of them."""
        with open(f"{self.folder}/out/validation.csv", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        right = sum(row["class"] == row["predicted"] for row in rows)
        self.assertAlmostEqual(right / len(rows), accuracy, 6)
        process = run("predict", "--head", "out/head.safetensors", "--json",
                      *(SAMPLE / row["file"] for row in rows[:12]), cwd=self.folder)
        self.assertEqual(process.returncode, DONE, process.stderr)
        for line, row in zip(process.stdout.splitlines(), rows):
            answer = json.loads(line)
            self.assertEqual(answer["class"], row["predicted"])
            self.assertAlmostEqual(answer["probability"], float(row["probability"]), 5)

    def test_own_folder(self):
        self.make_images()
        process = self.transfer("--epochs", 40, "--rate", 0.01, "--size", 75, "--cut", "mixed2",
                                "--json", "--optimizer", "rmsprop", "--hidden", 8)
        self.assertIn("broken.png", process.stdout)
        answer = json.loads(process.stdout.splitlines()[-1])
        self.assertEqual((answer["train"], answer["validation"], answer["left_out"]), (16, 4, 1))
        self.assertEqual(answer["accuracy"], 1)

    def test_errors(self):
        self.assertIn("two folders", self.one_class())
        for words in (("--cut", "mixed11"), ("--size", 74), ("--size", 300), ("--split", "half"),
                      ("--dropout", 1), ("x",)):
            self.transfer(*words, status=USAGE)
        self.assertIn("mixed7", self.transfer("--cut", "mixed9", status=FAILED).stderr)
        process = self.transfer("--images", "nowhere", status=FAILED)
        self.assertIn("nowhere", process.stderr)
        process = run("predict", "--head", "no.safetensors", "x.png", cwd=self.folder)
        self.assertEqual(process.returncode, FAILED)
        self.assertIn("no.safetensors", process.stderr)
        self.assertEqual(run("predict", cwd=self.folder).returncode, USAGE)

    def one_class(self):
        folder = pathlib.Path(self.folder) / "one" / "only"
        folder.mkdir(parents=True)
        for i in range(6):
            (folder / f"{i}.ppm").write_bytes(pixels(i, i, i))
        return self.transfer("--images", "one", status=FAILED).stderr


if __name__ == "__main__":
    main()
