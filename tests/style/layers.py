#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""layers.py ROOT: includes go downward only, from floor to floor as src/DESIGN.md draws it."""
import re
import sys

import tree

# What each floor may include beside itself.
ENGINE = {"base", "kernels", "nn", "formats", "datasets", "render", "session", "export"}
BELOW = {
    "base": set(),
    "kernels": set(),
    "nn": {"base", "kernels"},
    "formats": {"base"},
    "datasets": {"base"},
    "render": {"base"},
    "session": {"base", "kernels", "nn", "formats", "datasets"},
    "export": ENGINE - {"kernels", "export"},
    "widgets": {"base", "render"},
    "pages": ENGINE - {"kernels"} | {"widgets"},
    "app": ENGINE - {"kernels"} | {"widgets", "pages"},
    "cli": ENGINE - {"kernels"},
    "bench": ENGINE | {"widgets", "pages", "app"},
}
# Outside libraries that belong to some floors alone.
LIBRARIES = {
    r"gtk/|gdk/|gsk/|adwaita\.h": {"widgets", "pages", "app", "bench"},
    r"gdk-pixbuf/|jpeg|jerror\.h": {"datasets"},
    r"cairo|pango": {"render", "export", "widgets", "pages", "app", "bench"},
    r"cblas\.h": {"kernels", "nn", "bench"},
    r"glib|gio/|gobject/|json-glib": set(BELOW) - {"kernels"},
}
# Headers without a floor: made by meson, or the list of gresources.
ROOT_HEADERS = {"config.h"}

INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)[>"]')


def includes(root, path):
    for number, line in enumerate(tree.lines(root, path), 1):
        match = INCLUDE.match(line)
        if match:
            yield f"{path}:{number}", match[1] == '"', match[2]


def cycles(graph):
    """The strongly connected parts with more than one header (Tarjan)."""
    index, low, stack, found = {}, {}, [], []

    def visit(node):
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in graph.get(node, ()):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            part = []
            while not part or part[-1] != node:
                part.append(stack.pop())
            if len(part) > 1:
                found.append(" <-> ".join(sorted(part)))

    for node in sorted(graph):
        if node not in index:
            visit(node)
    return found


def main(root):
    upward, dotted, plain, foreign, windows, unknown, graph = [], [], [], [], [], [], {}
    for path in tree.files(root, "src", suffixes=(".c", ".h")):
        _, floor, rest = path.split("/", 2)
        if floor not in BELOW:
            unknown.append(f"{path}: {floor}/ is not a floor of src/DESIGN.md")
            continue
        for where, quoted, name in includes(root, path):
            if ".." in name.split("/"):
                dotted.append(f"{where}: {name}")
            elif not quoted:
                foreign += [f"{where}: <{name}> in {floor}/"
                            for library, floors in LIBRARIES.items()
                            if re.match(library, name) and floor not in floors]
            elif "/" in name:
                target = name.split("/")[0]
                if target != floor and target not in BELOW[floor]:
                    upward.append(f"{where}: {floor}/ may not include {name}")
                if floor not in ("app", "bench") and re.search(r"(window|page|application)\.h$", name) \
                        and not (floor == "pages" and target == "pages"):
                    windows.append(f"{where}: {name}")
                graph.setdefault(f"{floor}/{rest}", set()).add(name)
            elif name not in ROOT_HEADERS:
                plain.append(f'{where}: "{name}" should name its floor')

    report = tree.Report()
    report.rule("every folder of src/ is a floor", unknown)
    report.rule("includes go downward", upward)
    report.rule('no "../" in includes', dotted)
    report.rule("own headers are included by floor/file.h", plain)
    report.rule("outside libraries stay on their floors", foreign)
    report.rule("no window, page or application header below app/", windows)
    report.rule("no cycle between headers", cycles(graph))
    report.done()


if __name__ == "__main__":
    main(sys.argv[1])
