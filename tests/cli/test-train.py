#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-train.py PROGRAM: train as other tools build on it: JSON, CSV, Ctrl-C, and the same
bytes on any number of threads and at every level of SIMD that rounds alike."""
import contextlib
import csv
import hashlib
import json
import os
import pathlib
import pty
import signal
import struct
import subprocess
import sys

sys.dont_write_bytecode = True
from blackbox import (Case, DONE, FAILED, INTERRUPTED, N_TEST, N_TRAIN, PATIENCE, PROGRAM,
                      environment, main, run, started, wait_for_handler)

COLUMNS = ["epoch", "train_loss", "train_accuracy", "test_loss", "test_accuracy", "seconds"]
HELD_OUT = ["hold_out_loss", "hold_out_accuracy"]
CONTRACT = pathlib.Path(__file__).parents[1] / "golden" / "contract.json"
NUMBER = r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]\d+)?"


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def metadata(path):
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    return json.loads(data[8:8 + length])["__metadata__"]


class Train(Case):
    def train(self, *words, **env):
        """The model that these options train on the small set, and what was printed."""
        model = self.folder / f"{len(os.listdir(self.folder))}.safetensors"
        text = self.assert_done("train", "--data", self.set, "--epochs", 1, "--output", model,
                                *words, **env)
        return model, text

    def assert_share(self, fraction, n):
        """It is a whole number of n, to nine digits."""
        self.assertAlmostEqual(fraction, round(fraction * n) / n, delta=1e-9)

    def test_the_start_is_that_of_the_contract(self):
        """Alone, with nothing but the shipped MNIST: data found, default output, default seed."""
        done = run("train", "--epochs", 0, cwd=self.folder)
        self.assert_status(done, DONE)
        self.assertEqual(os.listdir(self.folder), ["lenet-seed1.safetensors"])
        info = json.loads(self.assert_done("info", self.folder / "lenet-seed1.safetensors",
                                           "--json"))
        weights = json.loads(CONTRACT.read_text(encoding="utf-8"))["weights"]
        self.assertEqual(info["sha256"], weights["start"])

    def test_default_output_says_model_and_seed(self):
        for words, name in ((("--seed", 7), "lenet-seed7.safetensors"),
                            (("--model", "mlp"), "mlp-seed1.safetensors")):
            run("train", "--epochs", 0, "--data", self.set, *words, cwd=self.folder)
            self.assertIn(name, os.listdir(self.folder))

    def test_json_alone_on_stdout(self):
        _, text = self.train("--epochs", 3, "--json")
        lines = [json.loads(line) for line in text.splitlines()]
        self.assertEqual([list(line) for line in lines], [COLUMNS] * 3)
        self.assertEqual([line["epoch"] for line in lines], [1, 2, 3])
        for line in lines:
            self.assertGreater(line["seconds"], 0)
            self.assert_share(line["train_accuracy"], N_TRAIN)
            self.assert_share(line["test_accuracy"], N_TEST)
        for value in text.replace("{", ",").replace("}", ",").split(","):
            if ":" in value:
                self.assertRegex(value, rf'^"\w+":{NUMBER}$')

    def test_json_with_held_out_images(self):
        _, text = self.train("--json", "--hold-out", 30)
        line = json.loads(text)
        self.assertEqual(list(line), COLUMNS + HELD_OUT)
        self.assert_share(line["hold_out_accuracy"], 30)

    def test_csv_says_the_same_as_json(self):
        for words, columns in (((), COLUMNS), (("--hold-out", 30), COLUMNS + HELD_OUT)):
            with self.subTest(words):
                curve = self.folder / f"curve{len(words)}.csv"
                _, text = self.train("--epochs", 2, "--json", "--curve", curve, *words)
                content = curve.read_text(encoding="ascii")
                self.assertTrue(content.endswith("\n") and "\r" not in content)
                rows = list(csv.reader(content.splitlines()))
                self.assertEqual(rows[0], columns)
                lines = [json.loads(line) for line in text.splitlines()]
                self.assertEqual([[float(v) for v in row] for row in rows[1:]],
                                 [[float(line[c]) for c in columns] for line in lines])

    def test_a_decimal_comma_stays_in_sentences(self):
        """Numbers for programs do not follow the language; those for people may."""
        curve = self.folder / "curve.csv"
        _, text = self.train("--json", "--curve", curve, LC_ALL="fr_FR.UTF-8", LANGUAGE="fr")
        self.assertEqual(list(json.loads(text)), COLUMNS)
        self.assertEqual(curve.read_text(encoding="ascii").count(","), 10)

    def test_text(self):
        model, text = self.train("--epochs", 2)
        self.assertRegex(text, r"\Aepoch  1   training loss .*\nepoch  2 .* s\nwrote .*\n\Z")
        self.assertIn(str(model), text)

    def test_progress_is_for_terminals(self):
        """On a terminal's stderr something moves; stdout stays JSON."""
        try:
            master, slave = pty.openpty()
        except OSError as error:
            self.skipTest(f"no terminal can be made here (is /dev/pts mounted?): {error}")
        train = subprocess.Popen([PROGRAM, "train", "--json", "--epochs", "1", "--output",
                                  str(self.folder / "m.safetensors")], stdout=subprocess.PIPE,
                                 stderr=slave, env=environment())
        os.close(slave)
        shown = b""
        with contextlib.suppress(OSError):    # EIO: nobody writes any more
            while chunk := os.read(master, 65536):
                shown += chunk    # a slow machine shows more than a terminal holds at once
        os.close(master)
        stdout, shown = train.communicate()[0], shown.decode()
        self.assertEqual(train.returncode, DONE)
        self.assertRegex(shown, r"epoch 1 of 1, batch \d+ of 938, loss ")
        self.assertTrue(shown.endswith("\r\x1b[K"), "wiped away at the end")
        self.assertEqual(json.loads(stdout)["epoch"], 1)

    def test_metadata(self):
        model, _ = self.train("--optimizer", "momentum", "--rate", "0.02", "--momentum", "0.8",
                              "--weight-decay", "0.001", "--batch", 50, "--seed", 11,
                              "--activation", "tanh")
        found = metadata(model)
        self.assertEqual({key: found[key] for key in found if key not in ("rate", "momentum",
                                                                         "weight_decay")},
                         {"format": "imagette-1", "architecture": "lenet", "activation": "tanh",
                          "seed": "11", "epoch": "1", "update": "3", "optimizer": "momentum",
                          "batch": "50"})
        for key, value in (("rate", 0.02), ("momentum", 0.8), ("weight_decay", 0.001)):
            (single,) = struct.unpack("f", struct.pack("f", value))
            self.assertEqual(struct.unpack("f", struct.pack("f", float(found[key]))), (single,))

    def test_equal_bytes_on_any_number_of_threads(self):
        for words in ((), ("--optimizer", "sgd", "--batch", 37), ("--model", "mlp"),
                      ("--activation", "tanh", "--optimizer", "momentum")):
            with self.subTest(words):
                models = [self.train("--threads", n, *words)[0] for n in (1, 2, 3, 1)]
                self.assertEqual(len({sha256(model) for model in models}), 1)

    def test_equal_bytes_of_whole_runs(self):
        files = []
        for threads in (1, 3):
            path = self.folder / f"run{threads}"
            self.train("--epochs", 2, "--threads", threads, "--timeline", path)
            info = json.loads(self.assert_done("info", path, "--json"))
            files.append([(m["update"], m["epoch"], m["test_accuracy"]) for m in info["moments"]])
            files[-1].append(info["sha256"])
        self.assertEqual(files[0], files[1])
        self.assertEqual([m[0] for m in files[0][:-1]], [0, 1, 3, 6])

    def test_equal_bytes_at_every_level(self):
        """avx512 and avx2 round alike; baseline and blas are each reproducible."""
        seen, lacks = {}, []
        for level in ("avx512", "avx2", "baseline", "blas"):
            model = self.folder / f"{level}.safetensors"
            words = ("train", "--data", self.set, "--epochs", 1, "--output", model)
            done = run(*words, IMAGETTE_SIMD=level)
            if "cannot do it" in done.stderr:
                lacks.append(level)
                continue
            self.assert_status(done, DONE)
            seen[level] = sha256(model)
            self.assert_done(*words, "--threads", 3, IMAGETTE_SIMD=level)
            self.assertEqual(sha256(model), seen[level], level)
        if "avx2" in seen:
            plain, _ = self.train()
            self.assertEqual(sha256(plain), seen["avx2"])
            self.assertEqual(seen.get("avx512", seen["avx2"]), seen["avx2"])
        if lacks:
            print(f"# this processor lacks {', '.join(lacks)}")

    def test_the_curve_changes_no_weights(self):
        plain, _ = self.train()
        watched, _ = self.train("--json", "--curve", self.folder / "c", "--timeline",
                                self.folder / "t")
        self.assertEqual(sha256(plain), sha256(watched))

    def test_another_seed_is_another_model(self):
        self.assertNotEqual(sha256(self.train("--seed", 1)[0]), sha256(self.train("--seed", 2)[0]))

    def test_ctrl_c(self):
        """Ends after the batch: all files are there and whole, and the status says it."""
        model, curve, line = (self.folder / name for name in ("m", "c.csv", "t"))
        with started("train", "--epochs", 1000, "--json", "--output", model, "--curve", curve,
                     "--timeline", line) as process:
            first = json.loads(process.stdout.readline())
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60 * PATIENCE)
        self.assertEqual(process.returncode, INTERRUPTED, err)
        self.assertEqual(err, "")
        printed = [first] + [json.loads(text) for text in out.splitlines()]

        info = json.loads(self.assert_done("info", model, "--json"))
        self.assertEqual(info["epoch"], len(printed))
        self.assertTrue(938 * len(printed) <= info["update"] <= 938 * (len(printed) + 1))
        rows = list(csv.DictReader(curve.read_text(encoding="ascii").splitlines()))
        self.assertEqual([int(row["epoch"]) for row in rows], [p["epoch"] for p in printed])
        run_info = json.loads(self.assert_done("info", line, "--json"))
        self.assertEqual(run_info["moments"][-1]["update"], info["update"])
        self.assertEqual(run_info["sha256"], info["sha256"])

    def test_ctrl_c_before_the_first_epoch(self):
        model = self.folder / "m"
        with started("train", "--epochs", 1000, "--output", model, "--timeline",
                     self.folder / "t", "--batch", 1) as process:
            wait_for_handler(process)    # it is there once it has read the images
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=60 * PATIENCE)
        self.assertEqual(process.returncode, INTERRUPTED, err)
        self.assertEqual(json.loads(self.assert_done("info", model, "--json"))["epoch"], 0)

    def test_a_rate_too_high(self):
        """Diverges: status 1, one line that says what to do, the files are written."""
        model = self.folder / "m"
        done = run("train", "--data", self.set, "--epochs", 50, "--optimizer", "sgd", "--rate", 1,
                   "--weight-decay", 100, "--json", "--output", model, "--curve", self.folder / "c.csv")
        self.assert_status(done, FAILED)
        self.assertIn("lower --rate", done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 1)
        for line in done.stdout.splitlines():
            json.loads(line, parse_constant=lambda word: self.fail(f"{word} is no JSON"))
        self.assert_status(run("info", model), DONE)
        self.assertEqual(sorted(os.listdir(self.folder)), ["c.csv", "m"])

    def test_nothing_else_is_left_behind(self):
        self.train("--curve", self.folder / "c", "--timeline", self.folder / "t")
        self.assertEqual(sorted(os.listdir(self.folder)), ["0.safetensors", "c", "t"])


if __name__ == "__main__":
    main()
