#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-options.py PROGRAM: nonsense on the app's command line is a usage error, and no window."""
import os
import subprocess
import sys

CASES = [("page", "nonsense", "train, layers, features or compare"), ("page", "", "train, layers, features or compare"),
         ("size", "big", "1280x800"), ("size", "0x800", "1280x800"), ("size", "1280x800x", "1280x800"),
         ("size", "99999x800", "1280x800"), ("theme", "blue", "light or dark"),
         ("seed", "-1", "0 to 2^64-1"), ("seed", "18446744073709551616", "0 to 2^64-1")]


def main():
    env = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    env.update(LC_ALL="C.UTF-8", LANGUAGE="", GSETTINGS_BACKEND="memory")
    failed = 0
    print(f"1..{len(CASES)}")
    for number, (option, value, says) in enumerate(CASES, 1):
        done = subprocess.run([sys.argv[1], f"--{option}={value}"], env=env, timeout=60, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        good = done.returncode == 2 and f"--{option}: expected" in done.stderr and says in done.stderr
        failed += not good
        print(f"{'ok' if good else 'not ok'} {number} - --{option}={value}", flush=True)
        if not good:
            print(done.returncode, done.stderr, file=sys.stderr)
    sys.exit(failed > 0)


main()
