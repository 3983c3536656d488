#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""translations.py ROOT: every word for people can be translated, and every language of
po/LINGUAS translates all of them."""
import os
import re
import subprocess
import sys
import tempfile

import tree

MARKED = {
    ".c": re.compile(r"(?<!\w)(?:N?C?_|n?gettext|g_dp?n?gettext2?) ?\("),
    ".ui": re.compile(r'translatable="(?:yes|true|1)"'),
    ".in": re.compile(r"^(?:Name|Comment)=|<summary>", re.MULTILINE),
}
KEYWORDS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "g_dgettext:2", "g_dngettext:2,3",
            "g_dpgettext2:2c,3", "ngettext:1,2"]


# xgettext knows PRIu64 and its kin; a string stops at any other macro.
BROKEN = re.compile(r'(?<!\w)N?C?_ ?\((?:\s*"(?:[^"\\]|\\.)*")+\s*G_\w+')

# What goes wrong is said to people, too: a statement, its strings, and words in those unmarked.
STRING = r'"(?:[^"\\]|\\.)*"'
ERROR = re.compile(r'\bg_set_error(?:_literal)? ?\((?:[^;"]|' + STRING + r")*;")
MARKED_STRING = re.compile(r"(?<!\w)N?_ ?\((?:\s*(?:" + STRING + r"|PRI\w+))+")
WORD = re.compile(r"(?:^|\s)[A-Za-z]{3,}")


def run(*command):
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          check=False)
    return done.returncode, [line for line in done.stdout.split("\n") if line]


def marked_files(root):
    found = []
    for path in tree.files(root, "src", "ui", "data", suffixes=tuple(MARKED)):
        pattern = MARKED[os.path.splitext(path)[1]]
        if pattern.search("\n".join(tree.lines(root, path))):
            found.append(path)
    return found


def unmarked_errors(root):
    found = []
    for path in tree.files(root, "src", suffixes=(".c",)):
        if path.startswith("src/bench/"):
            continue
        for statement in ERROR.findall("\n".join(tree.lines(root, path))):
            rest = MARKED_STRING.sub("", statement)
            if any(WORD.search(text[1:-1]) for text in re.findall(STRING, rest)):
                found.append(f"{path}: {' '.join(rest.split())[:90]}")
    return found


def main(root):
    os.chdir(root)
    listed = [line for line in tree.lines(root, "po/POTFILES") if line and not line.startswith("#")]
    marked = marked_files(root)
    report = tree.Report()
    report.rule("POTFILES lists every file with words for people", sorted(set(marked) - set(listed)))
    report.rule("POTFILES lists no other", sorted(set(listed) - set(marked)))
    report.rule("POTFILES is sorted", [] if listed == sorted(listed) else ["sort it"])

    report.rule("no marked string is cut by a macro",
                [path for path in marked if BROKEN.search("\n".join(tree.lines(root, path)))])

    report.rule("every error is marked", unmarked_errors(root))

    with tempfile.TemporaryDirectory() as folder:
        pot = os.path.join(folder, "imagette.pot")
        there = [path for path in listed if os.path.exists(path)]
        status, output = run("xgettext", "--from-code=UTF-8", "-o", pot,
                             *[f"--keyword={word}" for word in KEYWORDS], *there)
        report.rule("xgettext reads them", output if status or output else [])
        for language in " ".join(tree.lines(root, "po/LINGUAS")).split():
            po = f"po/{language}.po"
            status, output = run("msgfmt", "--check", "--output-file", os.devnull, po)
            report.rule(f"{po} is well formed", output if status or output else [])
            # msgcmp fails on missing, fuzzy and untranslated messages.
            status, output = run("msgcmp", po, pot)
            report.rule(f"{po} translates everything", output if status else [])
    # Mended by the same program without --check.
    french = ["po/fr.po", "docs/guide/fr.md", *tree.files(root, "data", suffixes=(".lesson",))]
    status, output = run(sys.executable, "tests/util/french-spaces", "--check", *french)
    report.rule("no line ends before a French sign: run tests/util/french-spaces on it", output)
    report.done()


if __name__ == "__main__":
    main(sys.argv[1])
