#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-compare.py PROGRAM: LeNet against its rival, held against what train says of either."""
import csv
import json
import math
import pathlib
import sys

sys.dont_write_bytecode = True
from blackbox import Case, DONE, FAILED, N_TEST, N_TRAIN, USAGE, main, run

FILES = ["comparison.csv", "comparison.json", "comparison.pdf", "comparison.png", "comparison.svg"]


def without_seconds(value):
    if isinstance(value, dict):
        return {key: without_seconds(item) for key, item in value.items() if "seconds" not in key}
    return [without_seconds(item) for item in value] if isinstance(value, list) else value


class Compare(Case):
    def compare(self, *words, status=DONE, **env):
        process = run("compare", "--data", self.set, "--epochs", 2, *words, cwd=self.folder, **env)
        self.assertEqual(process.returncode, status, process.stderr)
        return process

    def numbers(self, *words):
        return json.loads(self.compare("--json", *words).stdout)

    def train(self, model, seed):
        process = run("train", "--data", self.set, "--model", model, "--epochs", 2, "--seed", seed,
                      "--json", "--output", "x.safetensors", cwd=self.folder)
        return [json.loads(line) for line in process.stdout.splitlines()]

    def test_each_is_what_it_would_be_alone(self):
        answer = self.numbers("--seeds", 3)
        self.assertEqual((answer["epochs"], answer["seeds"], answer["experiment"]), (2, 3, "none"))
        self.assertEqual(answer["points"], [])
        lenet, rival = answer["models"]
        self.assertEqual((lenet["name"], lenet["parameters"], lenet["multiply_adds"]),
                         ("lenet", 61706, 416520))
        self.assertEqual((rival["name"], rival["parameters"], rival["multiply_adds"]),
                         ("mlp-784-70-84-10", 61764, 61600))
        for model, name in ((lenet, "lenet"), (rival, "mlp")):
            expected = [self.train(name, seed)[-1]["test_accuracy"] for seed in (1, 2, 3)]
            self.assertEqual([item["test_accuracy"] for item in model["accuracies"]], expected)
            mean = sum(expected) / 3
            spread = math.sqrt(sum((value - mean) ** 2 for value in expected) / 2)
            self.assertAlmostEqual(model["test_accuracy"]["mean"], mean, 6)
            self.assertAlmostEqual(model["test_accuracy"]["spread"], spread, 6)
            self.assertAlmostEqual(model["mistakes"], (1 - mean) * N_TEST, 4)
            self.assertGreater(model["seconds_per_epoch"], 0)

    def test_rival(self):
        for widths, parameters in (("784-10", 7850), ("784-16-10", 12730),
                                   ("mlp-784-20-30-40-50-10", 20130)):
            answer = self.numbers("--seeds", 1, "--rival", widths)
            lenet, rival = answer["models"]
            self.assertEqual(lenet["parameters"], 61706)
            self.assertEqual(rival["name"], "mlp-" + widths.removeprefix("mlp-"))
            self.assertEqual(rival["parameters"], parameters)
        plain = self.numbers("--seeds", 1)
        typed = self.numbers("--seeds", 1, "--rival", "784-70-84-10")
        self.assertEqual(without_seconds(plain), without_seconds(typed))

    def test_experiments(self):
        plain = self.numbers("--seeds", 1)
        shift = self.numbers("--seeds", 1, "--experiment", "shift")
        self.assertEqual([point["x"] for point in shift["points"]], list(range(-6, 7)))
        self.assertEqual(shift["points"][6]["lenet"]["mean"],
                         plain["models"][0]["test_accuracy"]["mean"])
        noise = self.numbers("--seeds", 1, "--experiment", "noise")
        self.assertEqual([round(point["x"], 6) for point in noise["points"]],
                         [i / 10 for i in range(9)])
        self.assertEqual(noise["points"][0]["rival"]["mean"],
                         plain["models"][1]["test_accuracy"]["mean"])
        less = self.numbers("--seeds", 1, "--experiment", "less")
        self.assertEqual([point["x"] for point in less["points"]], [100, N_TRAIN])
        shuffle = self.numbers("--seeds", 1, "--experiment", "shuffle")
        self.assertEqual([point["x"] for point in shuffle["points"]], [0, 1])
        for k, name in enumerate(("lenet", "rival")):
            self.assertEqual(shuffle["points"][0][name]["mean"],
                             plain["models"][k]["test_accuracy"]["mean"])
            self.assertEqual(shuffle["points"][1][name]["mean"],
                             shuffle["models"][k]["test_accuracy"]["mean"])
            self.assertIsNone(shuffle["models"][k]["test_accuracy"]["spread"])

    def test_files(self):
        out = pathlib.Path(self.folder, "deep", "er")
        printed = self.numbers("--seeds", 2, "--experiment", "less", "--output", out)
        self.assertEqual(sorted(path.name for path in out.iterdir()), FILES)
        self.assertEqual(json.loads((out / "comparison.json").read_text()), printed)
        self.assertTrue((out / "comparison.png").read_bytes().startswith(b"\x89PNG"))
        self.assertTrue((out / "comparison.pdf").read_bytes().startswith(b"%PDF"))
        rows = list(csv.DictReader((out / "comparison.csv").open()))
        self.assertEqual([(row["model"], row["seed"], row["epoch"]) for row in rows],
                         [(model, seed, epoch) for model in ("lenet", "mlp-784-70-84-10")
                          for seed in "12" for epoch in "12"])
        self.assertEqual(float(rows[1]["multiply_adds"]), 2 * N_TRAIN * 416520)
        line = self.train("mlp", 2)[-1]
        self.assertEqual(float(rows[-1]["test_loss"]), line["test_loss"])
        self.assertEqual(float(rows[-1]["train_accuracy"]), line["train_accuracy"])

    def test_same_numbers_every_time(self):
        one = without_seconds(self.numbers("--seeds", 1, "--experiment", "shuffle", "--threads", 1))
        two = without_seconds(self.numbers("--seeds", 1, "--experiment", "shuffle", "--threads", 2))
        self.assertEqual(one, two)

    def test_table(self):
        text = self.compare("--seeds", 2, "--experiment", "shift").stdout
        self.assertIn("61706", text)
        self.assertIn("416520", text)
        self.assertEqual(sum(line.startswith("shifted by") for line in text.splitlines()), 13)
        lines = [line for line in text.splitlines() if line]
        self.assertEqual(len({len(line) for line in lines}), 1, text)   # columns stand in line

    def test_refused(self):
        for words in (["--experiment", "magic"], ["--epochs", 0], ["--seeds", 0], ["--seeds", -1],
                      ["--language", "de"], ["word"], ["--rival", "lenet"], ["--rival", "70-84"],
                      ["--rival", "784-0-10"], ["--rival", "784-1-2-3-4-5-10"], ["--rival", ""]):
            self.assertIn("expected", self.compare(*words, status=USAGE).stderr)
        pathlib.Path(self.folder, "file").write_text("not a folder")
        self.assertIn("file", self.compare("--output", "file", status=FAILED).stderr)


main()
