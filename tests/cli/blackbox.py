# SPDX-License-Identifier: GPL-3.0-or-later
"""imagette-cli as its users meet it: a program, its files and its exit status. What the
tests beside this file share; each is run with the path of the program, and prints TAP."""
import contextlib
import gzip
import os
import pathlib
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import unittest

DONE, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130
PROGRAM = os.path.abspath(sys.argv[1])
# How many times as long everything may take: more under a sanitizer.
PATIENCE = int(os.environ.get("IMAGETTE_TEST_PATIENCE", "1"))
FILES = {"train-images": "train-images-idx3-ubyte", "train-labels": "train-labels-idx1-ubyte",
         "test-images": "t10k-images-idx3-ubyte", "test-labels": "t10k-labels-idx1-ubyte"}
N_TRAIN, N_TEST = 150, 40          # three batches an epoch, the last of them short
NOBODY = 65534


def environment(**more):
    """English, no settings store, and nothing that the user's own environment asks for."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("IMAGETTE_")}
    env.update(LC_ALL="C.UTF-8", LANGUAGE="", GSETTINGS_BACKEND="memory")
    env.update(more)
    return env


def run(*words, cwd=None, user=None, stdout=subprocess.PIPE, **env):
    """The finished process; its output as text. Upper-case keywords go to the environment."""
    return subprocess.run([PROGRAM, *map(str, words)], cwd=cwd, user=user, stdout=stdout,
                          stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=120 * PATIENCE,
                          encoding="utf-8", env=environment(**env), check=False)


def idx_images(n, seed):
    """n images in the IDX format: one field of pixels a class, shifted by the image's number."""
    state, pixels = seed, bytearray()
    for i in range(n):
        for p in range(784):
            state = (state * 1103515245 + 12345) & 0x7FFFFFFF
            pixels.append(((i % 10) * 37 + p * (i % 10 + 3)) % 160 + (state >> 16) % 96)
    return struct.pack(">4I", 2051, n, 28, 28) + bytes(pixels)


def idx_labels(n):
    return struct.pack(">2I", 2049, n) + bytes(i % 10 for i in range(n))


def make_set(folder, packed=("train-images",), **changed):
    """A small set in folder. Keywords (train_labels=…) replace a file by these very bytes;
    packed files are in gzip, and replaced ones are written as they are."""
    os.makedirs(folder, exist_ok=True)
    contents = {"train-images": idx_images(N_TRAIN, 1), "train-labels": idx_labels(N_TRAIN),
                "test-images": idx_images(N_TEST, 2), "test-labels": idx_labels(N_TEST)}
    for key, content in contents.items():
        own = changed.get(key.replace("-", "_"))
        name = FILES[key] + (".gz" if key in packed else "")
        if own is None:
            own = gzip.compress(content, mtime=0) if key in packed else content
        pathlib.Path(folder, name).write_bytes(own)
    return folder


class Case(unittest.TestCase):
    """A folder of its own for each test, the small set in it, and one model, trained once."""

    maxDiff = None
    shared = None

    @classmethod
    def setUpClass(cls):
        cls.shared = pathlib.Path(tempfile.mkdtemp(prefix="imagette-cli-"))
        cls.shared.chmod(0o755)    # some tests look at it as another user
        cls.set = make_set(cls.shared / "set")
        cls.model = cls.shared / "model.safetensors"
        cls.run_file = cls.shared / "run.safetensors"
        done = run("train", "--data", cls.set, "--epochs", 2, "--output", cls.model,
                   "--timeline", cls.run_file)
        if done.returncode != DONE:
            raise AssertionError(f"the model of all tests: {done.stderr}")

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.shared)

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=self.shared))
        self.folder.chmod(0o755)

    def assert_status(self, done, status):
        self.assertEqual(done.returncode, status, f"{done.args[1:]}: {done.stderr}")

    def assert_done(self, *words, **env):
        """Does it, without a word on stderr; what it printed."""
        done = run(*words, **env)
        self.assert_status(done, DONE)
        self.assertEqual(done.stderr, "", "nothing on stderr when all is well and no terminal")
        return done.stdout

    def assert_usage(self, *words, says, **env):
        """A usage error: status 2, one line of what is wrong, one that points to the help."""
        done = run(*words, **env)
        self.assert_status(done, USAGE)
        self.assertEqual(done.stdout, "")
        lines = done.stderr.splitlines()
        self.assertEqual(len(lines), 2, done.stderr)
        self.assertTrue(lines[0].startswith(f"imagette-cli {words[0]}: "), lines[0])
        self.assertIn(says, lines[0])
        self.assertIn(f"imagette-cli {words[0]} --help", lines[1])

    def assert_refused(self, *words, file, says, **env):
        """One clear error: status 1, one line that names the file, says what was expected of it
        and what was found; nothing on stdout."""
        done = run(*words, **env)
        self.assert_status(done, FAILED)
        self.assertEqual(done.stdout, "")
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        self.assertTrue(done.stderr.startswith(f"imagette-cli {words[0]}: {file}: "), done.stderr)
        self.assertRegex(done.stderr, says)


@contextlib.contextmanager
def started(*words, **env):
    """A process that runs, in a group of its own; ended if the test does not end it."""
    process = subprocess.Popen([PROGRAM, *map(str, words)], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, encoding="utf-8",
                               env=environment(**env), start_new_session=True)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.communicate()


def wait_for_handler(process, number=signal.SIGINT):
    """Until the process has its own handler of a signal: the kernel's word for that."""
    caught = 1 << (number - 1)
    while process.poll() is None:
        status = pathlib.Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
        if int(status.split("SigCgt:")[1].split()[0], 16) & caught:
            return


class Tap(unittest.TestResult):
    """The TAP that meson reads."""

    def __init__(self):
        super().__init__()
        self.count = 0

    def line(self, ok, test, note=""):
        self.count += 1
        name = re.sub(r"^test_", "", test.id().rpartition(".")[2]).replace("_", " ")
        print(f"{'ok' if ok else 'not ok'} {self.count} - {name}{note}", flush=True)

    def addSuccess(self, test):
        super().addSuccess(test)
        self.line(True, test)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.line(True, test, f" # SKIP {reason}")

    def report(self, test, error):
        print(self._exc_info_to_string(error, test), file=sys.stderr)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.line(False, test)
        self.report(test, err)

    def addError(self, test, err):
        super().addError(test, err)
        self.line(False, test)
        self.report(test, err)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.line(False, test, f" {subtest._subDescription()}")
            self.report(subtest, err)


def main():
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])
    result = Tap()
    suite.run(result)
    print(f"1..{result.count}")
    sys.exit(not result.wasSuccessful())
