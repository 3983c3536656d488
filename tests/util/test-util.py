#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The helpers that other tests and the CI lean on: with-xvfb and count-tests."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
GUI = sys.argv.pop() == "gui"


def call(tool, *arguments, **environment):
    return subprocess.run([os.path.join(HERE, tool), *arguments], text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env={**os.environ, **environment})


@unittest.skipUnless(GUI, "built without the app")
class WithXvfb(unittest.TestCase):
    def test_hands_on_the_exit_status_and_cleans_up(self):
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        for status in (0, 7):
            done = call("with-xvfb", "sh", "-c", f"exit {status}", TMPDIR=folder)
            self.assertEqual(done.returncode, status, done.stderr)
        self.assertEqual(os.listdir(folder), [])

    def test_never_uses_the_display_of_the_user(self):
        show = 'echo "$DISPLAY,${WAYLAND_DISPLAY-none},$GSETTINGS_BACKEND,$XDG_CONFIG_HOME"'
        done = call("with-xvfb", "sh", "-c", show, DISPLAY=":4711", WAYLAND_DISPLAY="wayland-0",
                    XDG_CONFIG_HOME="/nowhere")
        display, wayland, backend, config = done.stdout.strip().split(",")
        self.assertRegex(display, "^:[0-9]+$")
        self.assertNotEqual(display, ":4711")
        self.assertEqual((wayland, backend), ("none", "memory"))
        self.assertNotEqual(config, "/nowhere")

    def test_two_at_once_have_two_displays(self):
        inner = f'echo $DISPLAY; {os.path.join(HERE, "with-xvfb")} sh -c "echo \\$DISPLAY"'
        displays = call("with-xvfb", "sh", "-c", inner).stdout.split()
        self.assertEqual(len(set(displays)), 2, displays)

    def test_a_missing_command_fails(self):
        self.assertEqual(call("with-xvfb", "no-such-command").returncode, 127)
        self.assertEqual(call("with-xvfb").returncode, 2)


class CountTests(unittest.TestCase):
    def count(self, *tests):
        with tempfile.NamedTemporaryFile("w", suffix=".json") as log:
            for result, output in tests:
                log.write(json.dumps({"result": result, "stdout": output}) + "\n")
            log.flush()
            done = call("count-tests", log.name)
        self.assertEqual(done.returncode, 0, done.stderr)
        return tuple(int(n) for n in done.stdout.split())

    def test_a_program_without_tap_is_one(self):
        self.assertEqual(self.count(("OK", "ok, I think\n"), ("FAIL", ""), ("SKIP", "")), (1, 1, 1))

    def test_tap_counts_by_case(self):
        output = "TAP version 13\n1..4\nok 1 /a\nnot ok 2 /b\nok 3 /c # SKIP no\n# ok 9\nok 4 /d\n"
        self.assertEqual(self.count(("FAIL", output)), (2, 1, 1))

    def test_subtests_belong_to_their_parent(self):
        self.assertEqual(self.count(("OK", "1..1\n    ok 1 - x\n    ok 2 - y\nok 1 /a\n")), (1, 0, 0))

    def test_a_crash_after_good_cases_is_a_failure(self):
        self.assertEqual(self.count(("ERROR", "1..2\nok 1 /a\n")), (1, 1, 0))
        self.assertEqual(self.count(("TIMEOUT", "1..1\nok 1 /a\n")), (1, 1, 0))


if __name__ == "__main__":
    unittest.main()
