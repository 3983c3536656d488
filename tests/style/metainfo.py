#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""metainfo.py APPSTREAMCLI FILE: what software centres would complain about."""
import re
import subprocess
import sys

import tree

# Newer versions want a web page; Imagette has none, and does not make one up.
ACCEPTED = {"url-homepage-missing"}


def main(appstreamcli, path):
    done = subprocess.run([appstreamcli, "validate", "--no-net", path], text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    complaints = re.findall(r"^[EW]: \S+ (\S+)", done.stdout, re.MULTILINE)
    report = tree.Report()
    report.rule("appstreamcli has read the file", [] if "alidation" in done.stdout else [done.stdout])
    report.rule("no error and no warning", [c for c in complaints if c not in ACCEPTED])
    report.done()


if __name__ == "__main__":
    main(*sys.argv[1:])
