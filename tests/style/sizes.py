#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""sizes.py ROOT: nothing grows longer than one can read at a sitting (src/DESIGN.md, Style)."""
import sys

import tree

FILE, FUNCTION, PAGE, HEADER = 600, 80, 250, 150


def functions(text):
    """(first line, name, length) of each function: from the line with its name to its brace."""
    start = None
    for number, line in enumerate(text, 1):
        if line == "{" and start is None and number > 1 and text[number - 2].rstrip().endswith(")"):
            start = number - 1
            while start > 1 and text[start - 1][:1] == " ":  # parameters on lines of their own
                start -= 1
        elif line.startswith("}") and start is not None:
            yield start, text[start - 1].split("(")[0].strip(), number - start + 1
            start = None


def main(root):
    long_files, long_functions, long_pages, long_headers = [], [], [], []
    for path in tree.files(root, "src", "tests", suffixes=(".c", ".h", ".py")):
        text = tree.lines(root, path)
        length = len(text) - (text[-1] == "")
        if length > FILE:
            long_files.append(f"{path}: {length} lines, at most {FILE}")
        if path.startswith("src/pages/") and path.endswith(".c") and length > PAGE:
            long_pages.append(f"{path}: {length} lines, at most {PAGE}")
        if path.startswith("src/") and path.endswith(".h") and length > HEADER:
            long_headers.append(f"{path}: {length} lines, at most {HEADER}")
        if path.endswith(".c"):
            long_functions += [f"{path}:{start}: {name} has {n} lines, at most {FUNCTION}"
                               for start, name, n in functions(text) if n > FUNCTION]

    report = tree.Report()
    report.rule(f"files of at most {FILE} lines", long_files)
    report.rule(f"functions of at most {FUNCTION} lines", long_functions)
    report.rule(f"pages of at most {PAGE} lines", long_pages)
    report.rule(f"public headers of at most {HEADER} lines", long_headers)
    report.done()


if __name__ == "__main__":
    main(sys.argv[1])
