# SPDX-License-Identifier: GPL-3.0-or-later
"""The source tree as the style tests see it, and a few lines of TAP."""
import os
import subprocess
import sys

SKIPPED = {".git", "__pycache__", "mnist"}


def files(root, *folders, suffixes=("",)):
    """Paths below the folders of root, relative to it, sorted; build directories left out."""
    found = []
    for folder in folders or ("",):
        for where, below, names in os.walk(os.path.join(root, folder)):
            below[:] = [d for d in below if d not in SKIPPED and not d.startswith("build")]
            here = os.path.relpath(where, root)
            found += [os.path.normpath(os.path.join(here, name))
                      for name in names if name.endswith(suffixes)]
    return sorted(found)


def tracked(root):
    """What git tracks (a work copy holds more), else what lies there."""
    try:
        out = subprocess.run(["git", "-C", root, "ls-files", "-z"], check=True, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    except (OSError, subprocess.CalledProcessError):
        return files(root)
    return sorted(p for p in out.split("\0") if p and os.path.isfile(os.path.join(root, p)))


def lines(root, path):
    with open(os.path.join(root, path), encoding="utf-8") as file:
        return file.read().split("\n")


class Report:
    """One TAP case for each rule; what offends is listed under it."""

    def __init__(self):
        self.count = self.bad = 0

    def rule(self, name, offenders):
        self.count += 1
        self.bad += bool(offenders)
        print(f"{'not ok' if offenders else 'ok'} {self.count} - {name}")
        for offender in offenders:
            print(f"{name}: {offender}", file=sys.stderr)  # meson shows this half of a failed test

    def done(self):
        print(f"1..{self.count}")
        sys.exit(1 if self.bad else 0)
