#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""strings.py ROOT: no path of somebody's machine, no registry, no note to self in what is kept."""
import re
import sys

import tree

# Written in pieces, so that this file does not offend itself.
PATHS = re.compile(r"/(?:" + "|".join(["wo" "rk/", "fa" "rm/", "ho" "me/\\w", "ro" "ot/", "Us" "ers/\\w"]) + ")")
HOSTS = re.compile("|".join(["registry" r"\.", "artifact" "registry", r"\bpkg\.dev", r"pypi\.",
                             "python" "hosted", r"proxy\.golang", r"crates\.io", r"deb\.debian",
                             r"security\.debian"]))
NOTES = re.compile(r"\b(?:" + "|".join(["TO" "DO", "FIX" "ME", "XX" "X", "HA" "CK", "st" "ub",
                                       "not " "implemented"]) + r")\b")
BINARY = (".gz", ".png", ".mo", ".safetensors", ".npy", ".gif", ".jpg", ".pdf", ".ttf", ".bmp", ".tif",
          ".tiff", ".ppm")
TEXT_OF_OTHERS = {"LICENSE"}


def main(root):
    found = {PATHS: [], HOSTS: [], NOTES: []}
    bad_ends, tabs = [], []
    for path in tree.tracked(root):
        if path.endswith(BINARY) or path in TEXT_OF_OTHERS:
            continue
        text = tree.lines(root, path)
        for number, line in enumerate(text, 1):
            for pattern, offenders in found.items():
                if pattern.search(line):
                    offenders.append(f"{path}:{number}: {line.strip()[:90]}")
            if line != line.rstrip() and not path.endswith((".md", ".po", ".patch")):
                bad_ends.append(f"{path}:{number}: space at the end")
            if "\t" in line and path.endswith((".c", ".h", ".py", ".ui", ".xml", ".css")):
                tabs.append(f"{path}:{number}: tab")

    report = tree.Report()
    report.rule("no path of one machine", found[PATHS])
    report.rule("no host of a package registry", found[HOSTS])
    report.rule("no note to self", found[NOTES])
    report.rule("no space at the end of a line", bad_ends)
    report.rule("no tabs in sources", tabs)
    report.done()


if __name__ == "__main__":
    main(sys.argv[1])
