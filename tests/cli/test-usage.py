#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-usage.py PROGRAM: what a caller gets wrong is a usage error, and the help says it all."""
import os
import pathlib
import re
import sys

sys.dont_write_bytecode = True
from blackbox import Case, DONE, FAILED, N_TEST, USAGE, idx_labels, main, make_set, run

OPTIONS = {
    "train": ("model", "data", "epochs", "batch", "optimizer", "rate", "activation", "momentum",
              "weight-decay", "hold-out", "seed", "threads", "output", "curve", "timeline", "json"),
    "evaluate": ("data", "predictions", "json"),
    "export": ("view", "probe", "format", "scope", "colors", "scale", "output", "language"),
    "project": ("layer", "map", "row", "column", "probe", "mode", "output", "format", "colors",
                "scale", "language", "data", "json"),
    "evolution": ("layer", "map", "output", "format", "film", "numbered", "scope", "colors",
                  "scale", "language", "data", "threads", "json"),
    "features": ("layer", "map", "mode", "set", "output", "format", "colors", "scale", "language",
                 "data", "threads", "json"),
    "occlusion": ("probe", "size", "value", "map", "margin", "output", "format", "scale", "language",
                  "data", "json"),
    "map": ("layer", "output", "format", "language", "data", "json"),
    "maximise": ("layer", "map", "seed", "steps", "output", "format", "scale", "language", "json"),
    "network": ("network", "keras", "probe", "output", "format", "colors", "language", "data"),
    "worksheet": ("seed", "count", "language", "output", "json", "data"),
    "info": ("json",),
    "benchmark": ("data", "model", "threads", "json"),
}
FLAGS = {"avx512": {"avx512f", "avx512dq", "avx512bw", "avx512vl"}, "avx2": {"avx2", "fma"}}


def lacking():
    """The levels that this processor lacks, as the kernel knows it."""
    text = pathlib.Path("/proc/cpuinfo").read_text(encoding="ascii")
    flags = set(re.search(r"^flags\s*: (.*)$", text, re.M)[1].split())
    return [level for level, needed in FLAGS.items() if not needed <= flags]


def listed():
    """The verbs that the help lists: whoever adds one is held to the manners of the others."""
    return re.findall(r"^  ([a-z]+)  ", run("--help").stdout.split("Verbs:")[1], re.M)


class Usage(Case):
    def test_without_a_verb(self):
        done = run()
        self.assert_status(done, USAGE)
        self.assertEqual(done.stdout, "")
        for verb in OPTIONS:
            self.assertIn(f"  {verb} ", done.stderr)

    def test_unknown_verb(self):
        done = run("teach")
        self.assert_status(done, USAGE)
        self.assertEqual(done.stdout, "")
        self.assertIn("“teach”", done.stderr)

    def test_help(self):
        text = self.assert_done("--help")
        for verb in OPTIONS:
            self.assertIn(f"  {verb} ", text)
        self.assertRegex(self.assert_done("--version"), r"^imagette-cli \d+\.\d+\.\d+\n$")

    def test_help_of_each_verb(self):
        for verb, options in OPTIONS.items():
            with self.subTest(verb):
                text = self.assert_done(verb, "--help")
                self.assertIn(f"imagette-cli {verb}", text)
                for option in options:
                    self.assertRegex(text, rf"--{option}\b")

    def test_every_verb_that_is_listed(self):
        self.assertLessEqual(set(OPTIONS), set(listed()))
        for verb in listed():
            with self.subTest(verb):
                text = self.assert_done(verb, "--help")
                self.assertIn(f"imagette-cli {verb}", text)
                self.assert_usage(verb, "--faster", says="--faster")
                says = "--head" if verb == "predict" else "expected no more words"  # any number of images
                self.assert_usage(verb, self.model, "more", "words", says=says)

    def test_help_in_french(self):
        locales = os.environ.get("IMAGETTE_LOCALEDIR", "")
        if not pathlib.Path(locales, "fr/LC_MESSAGES/imagette.mo").exists():
            self.skipTest("no translations beside this build")
        done = run("train", "--help", LANGUAGE="fr", IMAGETTE_LOCALEDIR=locales)
        self.assert_status(done, DONE)
        self.assertIn("graine", done.stdout + done.stderr)

    def test_errors_in_french(self):
        """What a file or a folder gets wrong is said in the language of the desktop; numbers are not."""
        locales = os.environ.get("IMAGETTE_LOCALEDIR", "")
        if not pathlib.Path(locales, "fr/LC_MESSAGES/imagette.mo").exists():
            self.skipTest("no translations beside this build")
        french = {"LANGUAGE": "fr", "IMAGETTE_LOCALEDIR": locales}
        none, cut, json, seed = (self.folder / name for name in ("none", "cut", "json", "seed"))
        labels = make_set(self.folder / "labels", test_labels=idx_labels(N_TEST)[:-1] + b"\x0a")
        model = self.model.read_bytes()
        cut.write_bytes(model[:99])
        json.write_bytes(model.replace(b'{"__meta', b"{'__meta"))
        seed.write_bytes(model.replace(b'"seed":"1"', b'"seed":"x"'))
        for words, says in ((("info", self.folder), "un fichier est attendu, un dossier trouvé"),
                            (("evaluate", none), "impossible de l'ouvrir"),
                            (("evaluate", self.model, "--data", none), "quatre fichiers IDX"),
                            (("evolution", self.model, "--output", self.folder / "x.png"),
                             "un entraînement entier est attendu"),
                            (("export", self.model, "--view", "h1-biases", "--output", none),
                             "n'a pas de vue « h1-biases »"),
                            (("export", self.model, "--view", "c1-maps", "--data", self.set, "--probe",
                              "test:99", "--output", none), "les images test:0 à test:39"),
                            (("train", "--output", self.folder), "un nom de fichier est attendu"),
                            (("info", cut), "un en-tête de"), (("info", json), "attendu : une clé"),
                            (("info", seed), "un entier de 0 à 18446744073709551615"),
                            (("evaluate", self.model, "--data", labels), "une étiquette de 0 à 9")):
            with self.subTest(words[0], says=says):
                done = run(*words, **french)
                self.assert_status(done, FAILED)
                self.assertIn(says, done.stderr.replace("\xa0", " "))  # a space before a French sign
        for words in (("evaluate", self.model, "--data", self.set, "--json"),
                      ("info", self.run_file, "--json"),
                      ("occlusion", self.model, "--data", self.set, "--json"),
                      ("invariance", self.model, "--data", self.set, "--json"),
                      ("map", self.model, "--data", self.set, "--json"),
                      ("maximise", self.model, "--steps", 2, "--json")):
            with self.subTest(words[0]):
                self.assertEqual(self.assert_done(*words, **french), self.assert_done(*words))

    def test_too_few_and_too_many_words(self):
        for verb in ("evaluate", "export", "project", "evolution", "info"):
            with self.subTest(verb):
                self.assert_usage(verb, says="expected a file")
                self.assert_usage(verb, self.model, "more", says="“more”")
        for verb in ("train", "worksheet", "benchmark"):
            with self.subTest(verb):
                self.assert_usage(verb, "more", says="“more”")

    def test_options_without_a_value(self):
        for verb, option in (("train", "--epochs"), ("train", "--output"), ("export", "--view"),
                             ("evaluate", "--data"), ("benchmark", "--threads")):
            with self.subTest(verb, option=option):
                self.assert_usage(verb, option, says=option)

    def test_values_out_of_bounds(self):
        """All are found before a file is read or written: there is no set in that folder."""
        cases = {
            "--epochs": ("-1", "1.5", "ten", "", "100001", "1e3", " 1"),
            "--batch": ("0", "1025", "x"),
            "--seed": ("-1", "18446744073709551616", "0x10"),
            "--threads": ("0", "65", "two"),
            "--hold-out": ("-1", "x"),
            "--rate": ("-0.1", "101", "fast", "", "nan", "0.1x", "0,1", "inf"),
            "--weight-decay": ("-1", "nan"),
            "--model": ("resnet", "", "LeNet"),
            "--optimizer": ("rmsprop", "ADAM"),
            "--activation": ("sigmoid",),
        }
        for option, values in cases.items():
            for value in values:
                with self.subTest(option, value=value):
                    self.assert_usage("train", option, value, "--data", self.folder,
                                      "--output", self.folder / "no.safetensors",
                                      says=f"{option}: expected")
        self.assert_usage("train", "--optimizer", "momentum", "--momentum", "1.5",
                          says="--momentum: expected a number from 0 to 1, found “1.5”")
        self.assertEqual(os.listdir(self.folder), [])

    def test_the_ends_of_the_bounds(self):
        for words in (("--batch", 1, "--epochs", 0), ("--batch", 1024), ("--rate", 0),
                      ("--rate", "1e-3"), ("--seed", 0), ("--seed", 18446744073709551615),
                      ("--threads", 64), ("--epochs", 0), ("--weight-decay", 100, "--rate", 0)):
            with self.subTest(words):
                self.assert_done("train", "--epochs", 1, *words, "--data", self.set, "--output",
                                 self.folder / "model.safetensors")

    def test_momentum_is_of_momentum(self):
        self.assert_usage("train", "--momentum", "0.5", says="--optimizer momentum")
        self.assert_done("train", "--optimizer", "momentum", "--momentum", "0.5", "--epochs", 0,
                         "--data", self.set, "--output", self.folder / "m.safetensors")

    def test_hold_out_leaves_something(self):
        self.assert_usage("train", "--hold-out", 150, "--data", self.set, "--output",
                          self.folder / "m.safetensors", says="fewer than the 150 training images")
        self.assertEqual(os.listdir(self.folder), [])

    def test_export_wants_a_view_and_an_output(self):
        self.assert_usage("export", self.model, "--output", self.folder / "x.png", says="--view")
        self.assert_usage("export", self.model, "--view", "all", says="--output")

    def test_export_values(self):
        cases = {
            "--view": ("c2-filters", "", "c5"), "--format": ("jpg", "PNG"),
            "--scope": ("all", "image"), "--colors": ("gray", "rainbow"),
            "--scale": ("0", "257", "2.5", "-8"), "--map": ("0", "97", "x"),
            "--language": ("de", ""),
        }
        for option, values in cases.items():
            for value in values:
                with self.subTest(option, value=value):
                    rest = () if option == "--view" else ("--view", "c1-filters")
                    self.assert_usage("export", self.model, *rest, option, value, "--output",
                                      self.folder / "x.png", says=f"{option}: expected")
        self.assertEqual(os.listdir(self.folder), [])

    def test_project_and_evolution_values(self):
        cases = {
            "project": {"--layer": ("c2", "", "C3"), "--mode": ("relu", ""), "--map": ("0", "x"),
                        "--column": ("1",), "--scale": ("0", "257"), "--format": ("jpg",)},
            "evolution": {"--layer": ("s2", ""), "--map": ("0", "x"), "--scope": ("all",),
                          "--scale": ("0", "257"), "--threads": ("0", "65"), "--format": ("jpg",)},
        }
        for verb, options in cases.items():
            for option, values in options.items():
                for value in values:
                    with self.subTest(verb, option=option, value=value):
                        self.assert_usage(verb, self.model, option, value, "--data", self.set,
                                          "--output", self.folder / "x.png",
                                          says="--row" if option == "--column" else option)
        self.assert_usage("project", self.model, "--row", "x", "--column", "1", "--json",
                          says="--row: expected")
        self.assertEqual(os.listdir(self.folder), [])

    def test_an_unknown_level(self):
        for verb, words in (("train", ("--data", self.set)), ("evaluate", (self.model,)),
                            ("benchmark", ("--data", self.set))):
            with self.subTest(verb):
                self.assert_usage(verb, *words, IMAGETTE_SIMD="sse9",
                                  says="IMAGETTE_SIMD=sse9: expected avx512, avx2, baseline, blas")

    def test_a_level_the_processor_lacks(self):
        levels = lacking()
        if not levels:
            self.skipTest("this processor has them all")
        for level in levels:
            with self.subTest(level):
                output = self.folder / "m.safetensors"
                self.assert_usage("train", "--data", self.set, "--output", output,
                                  IMAGETTE_SIMD=level,
                                  says=f"IMAGETTE_SIMD={level}: this processor cannot do it")
                self.assertFalse(output.exists())

    def test_a_full_disk(self):
        """Whoever reads the JSON learns that some is missing."""
        if not pathlib.Path("/dev/full").exists():
            self.skipTest("no /dev/full here")
        with open("/dev/full", "w", encoding="ascii") as full:
            for words in (("info", self.model, "--json"), ("--help",), ("--version",),
                          ("evaluate", self.model, "--data", self.set),
                          ("train", "--data", self.set, "--epochs", 1, "--json", "--output",
                           self.folder / "m.safetensors")):
                with self.subTest(words[0]):
                    done = run(*words, stdout=full)
                    self.assert_status(done, FAILED)
                    self.assertIn("No space left on device", done.stderr)

    def test_where_nothing_can_be_written(self):
        """Found out before the work, not after it."""
        for option in ("--output", "--curve", "--timeline"):
            for path in (self.folder / "no" / "such" / "file", self.folder):
                with self.subTest(option, path=path):
                    rest = () if option == "--output" else ("--output", self.folder / "m")
                    done = run("train", "--data", self.set, *rest, option, path)
                    self.assert_status(done, FAILED)
                    self.assertEqual(done.stdout, "")
                    self.assertTrue(done.stderr.startswith(f"imagette-cli train: {path}: "))
        self.assertEqual(os.listdir(self.folder), [])


if __name__ == "__main__":
    main()
