#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-install.py MESON BUILD ID: what is installed is found by a desktop: the lessons are there, and a
double click on one opens Imagette."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

MESON, BUILD, ID = sys.argv[1:4]
SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent
MIME = "application/x-imagette-lesson"


def run(*words, **env):
    return subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=True,
                          env={**os.environ, **env}).stdout


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="imagette-install-")
        run(MESON, "install", "-C", BUILD, "--no-rebuild", "--quiet", DESTDIR=cls.folder)
        cls.desktop = next(pathlib.Path(cls.folder).rglob(f"{ID}.desktop"))
        cls.share = cls.desktop.parent.parent
        cls.programs = cls.share.parent / "bin"

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def entry(self):
        lines = self.desktop.read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines if "=" in line)

    def test_lessons(self):
        shipped = sorted((SOURCE / "data/lessons").glob("*.lesson"))
        self.assertGreaterEqual(len(shipped), 3)
        for lesson in shipped:
            installed = self.share / "imagette/lessons" / lesson.name
            self.assertEqual(installed.read_bytes(), lesson.read_bytes())

    def test_entry(self):
        entry = self.entry()
        program, file = entry["Exec"].split()
        self.assertTrue(os.access(self.programs / program, os.X_OK))
        self.assertEqual(file, "%f")
        self.assertIn(MIME, entry["MimeType"].split(";"))
        self.assertTrue(list((self.share / "icons").rglob(f"{entry['Icon']}.*")))
        self.assertIn("Comment[fr]", entry)

    def test_double_click(self):
        for tool in ("update-mime-database", "update-desktop-database", "gio"):
            if shutil.which(tool) is None:
                self.skipTest(f"{tool} is not installed (packages shared-mime-info, desktop-file-utils, "
                              "libglib2.0-bin)")
        run("update-mime-database", str(self.share / "mime"))
        run("update-desktop-database", str(self.share / "applications"))
        desktop = {"XDG_DATA_DIRS": str(self.share), "XDG_DATA_HOME": f"{self.folder}/home",
                   "XDG_CONFIG_HOME": f"{self.folder}/config", "LC_ALL": "C.UTF-8",
                   "PATH": f"{self.programs}:{os.environ['PATH']}"}
        lesson = str(self.share / "imagette/lessons/convolution.lesson")
        self.assertIn(f"standard::content-type: {MIME}",
                      run("gio", "info", "-a", "standard::content-type", lesson, **desktop))
        self.assertIn(f"{ID}.desktop", run("gio", "mime", MIME, **desktop))


if __name__ == "__main__":
    result = unittest.TextTestRunner(verbosity=2).run(
        unittest.defaultTestLoader.loadTestsFromTestCase(Installed))
    sys.exit(0 if result.wasSuccessful() else 1)
