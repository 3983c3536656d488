#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-locale.py PROGRAM: on a French desktop, comma and all, programs still read what they read
elsewhere: JSON, CSV and pictures are the same bytes."""
import json
import pathlib
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
from blackbox import Case, DONE, main, run

FRENCH = {"LC_ALL": "fr_FR.UTF-8", "LANGUAGE": "fr"}


def without_seconds(text):
    return re.sub(r'"seconds[a-z_]*":[0-9.e+-]+|(?<=,)[0-9.e+-]+$', "", text, flags=re.MULTILINE)


class Locale(Case):
    def setUp(self):
        super().setUp()
        if shutil.which("localedef") is None or not pathlib.Path("/usr/share/i18n/locales/fr_FR").exists():
            self.skipTest("no French locale can be made here (package locales)")
        self.locales = pathlib.Path(self.folder, "locales")
        self.locales.mkdir()
        # Its warnings are not ours.
        subprocess.run(["localedef", "-i", "fr_FR", "-f", "UTF-8", self.locales / "fr_FR.UTF-8"],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        shown = subprocess.run(["locale", "decimal_point"], stdout=subprocess.PIPE, text=True,
                               env={"PATH": "/usr/bin:/bin", "LOCPATH": str(self.locales), **FRENCH},
                               check=False)
        self.assertEqual(shown.stdout, ",\n")

    def both(self, *words):
        """Holds what it prints in English against what it prints on a French desktop."""
        outputs = []
        for env in ({}, {"LOCPATH": str(self.locales), **FRENCH}):
            process = run(*words, cwd=self.folder, **env)
            self.assertEqual(process.returncode, DONE, process.stderr)
            outputs.append(without_seconds(process.stdout))
        self.assertEqual(*outputs)
        return outputs[1]

    def same_file(self, name, *words):
        contents = []
        path = pathlib.Path(self.folder, name)
        for env in ({}, {"LOCPATH": str(self.locales), **FRENCH}):
            process = run(*words, cwd=self.folder, **env)
            self.assertEqual(process.returncode, DONE, process.stderr)
            contents.append(path.read_bytes())
            path.unlink()
        if name.endswith(".csv"):
            contents = [without_seconds(content.decode()) for content in contents]
        self.assertEqual(*contents)

    def test_machines_read_the_same(self):
        text = self.both("train", "--data", self.set, "--epochs", 1, "--json", "--output",
                         "m.safetensors")
        for line in text.splitlines():
            self.assertNotRegex(line, r"\d,\d")
        json.loads(self.both("info", "m.safetensors", "--json"))
        self.both("evaluate", "m.safetensors", "--data", self.set, "--json")
        self.same_file("comparison.csv", "compare", "--data", self.set, "--epochs", 1, "--seeds", 1,
                       "--output", ".")
        for name in ("c1.png", "c1.svg", "c1.pdf"):
            self.same_file(name, "export", "m.safetensors", "--view", "c1-filters", "--output", name)
        self.same_file("n.svg", "network", "m.safetensors", "--data", self.set, "--probe", "test:0",
                       "--output", "n.svg")
        self.same_file("w.pdf", "worksheet", "--output", "w.pdf")


main()
