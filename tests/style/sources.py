#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""sources.py ROOT: data/SOURCES.md lists every file of data/ that came from outside, or was
drawn or computed for the app, with the SHA-256 it really has; packed files also as unpacked.
A folder of many files may have a SOURCES.md of its own."""
import gzip
import hashlib
import os
import re
import sys

import tree

SUM = re.compile(r"\b[0-9a-f]{64}\b")
# Plain text of the project itself, which changes with it.
OWN = ("meson.build", "SOURCES.md", ".desktop.in", ".metainfo.xml.in", ".gschema.xml", ".mime.xml",
       ".lesson", ".svg", ".py")


def sums(path):
    with open(path, "rb") as file:
        data = file.read()
    yield "", hashlib.sha256(data).hexdigest()
    if path.endswith(".gz"):
        yield " unpacked", hashlib.sha256(gzip.decompress(data)).hexdigest()


def main(root):
    listed, there = {}, {}
    for where, _, names in os.walk(os.path.join(root, "data")):
        folder = os.path.relpath(where, os.path.join(root, "data"))
        for line in tree.lines(root, f"data/{folder}/SOURCES.md") if "SOURCES.md" in names else []:
            name = re.match(r"\|\s*`([^`]+)`", line)
            if name:
                listed[os.path.normpath(os.path.join(folder, name[1]))] = SUM.findall(line)
        for name in names:
            path = os.path.join(where, name)
            if not name.endswith(OWN):
                there[os.path.relpath(path, os.path.join(root, "data"))] = path

    report = tree.Report()
    report.rule("every file is listed",
                [f"data/{n} is not in SOURCES.md" for n in sorted(set(there) - set(listed))])
    report.rule("every listed file is there",
                [f"data/{n} is missing" for n in sorted(set(listed) - set(there))])
    for name in sorted(set(there) & set(listed)):
        report.rule(f"sha256 of {name}",
                    [f"data/{name}{how} is {is_now}, which SOURCES.md does not say"
                     for how, is_now in sums(there[name]) if is_now not in listed[name]])
    report.done()


if __name__ == "__main__":
    main(sys.argv[1])
