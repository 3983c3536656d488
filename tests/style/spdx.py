#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""spdx.py ROOT: every source says its licence at its top, C files in their very first line."""
import os
import sys

import tree

LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"
C_LINE = f"/* {LICENCE} */"
METADATA = "SPDX-License-Identifier: CC0-1.0"  # software centres ask for a free one
C_SUFFIXES = (".c", ".h")
OTHERS = (".py", ".sh", ".css", ".ui", ".xml", ".xml.in")


def is_script(root, path):
    with open(os.path.join(root, path), "rb") as file:
        return file.read(2) == b"#!"


def main(root):
    c_offenders, other_offenders, guards = [], [], []
    for path in tree.tracked(root):
        if path.endswith(C_SUFFIXES):
            text = tree.lines(root, path)
            if text[0] != C_LINE:
                c_offenders.append(f"{path}: line 1 is not {C_LINE}")
            if path.endswith(".h") and text[1] != "#pragma once":
                guards.append(f"{path}: line 2 is not #pragma once")
        elif path.endswith(OTHERS) or is_script(root, path):
            licence = METADATA if path.endswith(".metainfo.xml.in") else LICENCE
            if not any(licence in line for line in tree.lines(root, path)[:4]):
                other_offenders.append(f"{path}: no {licence} in its first lines")

    report = tree.Report()
    report.rule("C sources and headers", c_offenders)
    report.rule("headers say #pragma once in line 2", guards)
    report.rule("scripts, interface files and style sheets", other_offenders)
    report.done()


if __name__ == "__main__":
    main(sys.argv[1])
