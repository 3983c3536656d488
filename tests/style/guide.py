#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""guide.py ROOT: the user guide is complete in both languages: the same chapters, every page and view by
its name in the window, every verb of the command line."""
import re
import sys

import tree

GUIDES = {"en": "docs/guide/en.md", "fr": "docs/guide/fr.md"}


def shape(lines):
    """Headings by their level, points and paragraphs: what both languages must have alike."""
    return [re.match(r"#+|- |", line).group(0) or "text" for line in lines if line]


def table(root, path, name):
    """The strings of a table in C: what people read of each row."""
    text = "\n".join(tree.lines(root, path))
    rows = text[text.index(name):]
    return rows[:rows.index("\n};")]


def names(root):
    pages = re.findall(r'\{ "[a-z]+", N_\("([^"]+)"\)', table(root, "src/app/imagette-window.c", "page_table"))
    views = []
    for path in ("src/pages/convolution/imagette-convolution-page.c",
                 "src/pages/features/imagette-features-page.c"):
        views += re.findall(r'\{ "[a-z0-9]+", N_\("([^"]+)"\)', table(root, path, "view_table"))
    return pages, views


def french_of(root):
    """msgid to msgstr, for those of one line without a context."""
    text = "\n".join(tree.lines(root, "po/fr.po"))
    return dict(re.findall(r'\n(?<!msgctxt)msgid "([^"\n]+)"\nmsgstr "([^"\n]+)"', text))


def main(root):
    report = tree.Report()
    lines = {language: tree.lines(root, path) for language, path in GUIDES.items()}
    shapes = {language: shape(text) for language, text in lines.items()}
    differ = [f"line {i + 1} of those with words: {en!r} is {fr!r}"
              for i, (en, fr) in enumerate(zip(shapes["en"], shapes["fr"])) if en != fr][:1]
    if len(shapes["en"]) != len(shapes["fr"]):
        differ.append(f"{len(shapes['en'])} lines, {len(shapes['fr'])}")
    report.rule("both languages have the same chapters and points", differ)

    pages, views = names(root)
    report.rule("pages and views are found", [] if len(pages) >= 6 and len(views) >= 10 else [pages, views])
    french = french_of(root)
    for language, text in lines.items():
        said = {name: name if language == "en" else french.get(name, name) for name in pages + views}
        report.rule(f"every page has its chapter ({language})",
                    [said[name] for name in pages if f"### {said[name]}" not in text])
        report.rule(f"every view has its point ({language})",
                    [said[name] for name in views
                     if not any(line.startswith(f"- **{said[name]}**") for line in text)])
        verbs = re.findall(r'\{ "([a-z-]+)", cli_', table(root, "src/cli/main.c", "verbs[]"))
        report.rule(f"every verb has its point ({language})",
                    [verb for verb in verbs
                     if not any(line.startswith(f"- `imagette-cli {verb}`") for line in text)])
    report.done()


if __name__ == "__main__":
    main(sys.argv[1])
