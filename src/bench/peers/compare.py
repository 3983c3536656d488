#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Training and answers here and in PyTorch, five runs of each in turn.

usage: compare.py BUILD-DIR MNIST-DIR [RUNS]

Three matches, batch 64 and Adam: an epoch of LeNet on two threads, an epoch of its fully connected
rival on one thread each, and LeNet's answers to the 10,000 test images on two threads. PyTorch runs
in each of the settings that were found fastest; the fastest median counts. Prints every figure,
the medians and the ratios, for AVX-512 and AVX2 where the processor has them.
"""
import json
import os
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
LEVELS = ("avx512", "avx2")
EPOCH, ANSWERS = 0, 1

# The matches: what is timed, model, threads, and how many times as fast we must be, by level.
MATCHES = {
    "LeNet, an epoch": (EPOCH, "lenet", 2, {"avx512": 4, "avx2": 2.5}),
    "rival, an epoch": (EPOCH, "mlp", 1, {"avx512": 3}),
    "LeNet, 10,000 answers": (ANSWERS, "lenet", 2, {"avx512": 4}),
}
# PyTorch's settings, by model.
VARIANTS = {
    "lenet": {
        "channels-last": [],
        "channels-last, foreach": ["--foreach"],
        "channels-last, foreach, jit": ["--foreach", "--jit"],
        "channels-last, answers by 1000": ["--foreach", "--answers", "1000"],
    },
    "mlp": {
        "plain": [],
        "foreach": ["--foreach"],
        "foreach, jit": ["--foreach", "--jit"],
    },
}


def torch_environment():
    env = dict(os.environ, OMP_WAIT_POLICY="active", OMP_PROC_BIND="true", OPENBLAS_NUM_THREADS="1",
               MALLOC_MMAP_THRESHOLD_="2000000000", MALLOC_TRIM_THRESHOLD_="2000000000")
    for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
        env.pop(name, None)
    return env


def run_torch(data, model, threads, flags):
    """The shortest epoch and the shortest answers, in seconds."""
    out = subprocess.run(["/usr/bin/python3", HERE + "/torch-lenet.py", data, "--model", model,
                          "--threads", str(threads)] + flags, check=True, env=torch_environment(),
                         stdout=subprocess.PIPE, text=True).stdout
    return [min(column) for column in zip(*(map(float, line.split()) for line in out.splitlines()))]


def run_ours(build, data, model, threads, level):
    """Likewise; None on a processor that lacks the level."""
    result = subprocess.run([build + "/src/cli/imagette-cli", "benchmark", "--data", data, "--model",
                             model, "--threads", str(threads), "--json"],
                            env=dict(os.environ, IMAGETTE_SIMD=level), stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True)
    if result.returncode == 2 and level in result.stderr:
        return None
    result.check_returncode()
    numbers = json.loads(result.stdout)
    return numbers["seconds_per_epoch"], numbers["forward_seconds"]


def run_all(build, data, runs):
    """{(model, threads): {name: [(epoch, answers) of each run]}}, everybody in turn."""
    times = {(model, threads): {} for _, model, threads, _ in MATCHES.values()}
    for _ in range(runs):
        for (model, threads), found in times.items():
            for name, flags in VARIANTS[model].items():
                found.setdefault("PyTorch " + name, []).append(run_torch(data, model, threads, flags))
            for level in LEVELS:
                seconds = run_ours(build, data, model, threads, level)
                if seconds is not None:
                    found.setdefault(level, []).append(seconds)
    return times


def main():
    build, data = sys.argv[1:3]
    times = run_all(build, data, int(sys.argv[3]) if len(sys.argv) > 3 else 5)
    for title, (what, model, threads, must) in MATCHES.items():
        print("%s, %d thread%s" % (title, threads, "s" if threads > 1 else ""))
        medians = {}
        for name, runs in times[model, threads].items():
            values = [run[what] for run in runs]
            medians[name] = statistics.median(values)
            print("  %-40s median %.4f s   %s" % (name, medians[name],
                                                  " ".join("%.4f" % v for v in values)))
        best = min(seconds for name, seconds in medians.items() if name not in LEVELS)
        for level in LEVELS:
            if level in medians:
                limit = "  (must: %g)" % must[level] if level in must else ""
                print("  %s: %.2f times as fast as PyTorch%s" % (level, best / medians[level], limit))


if __name__ == "__main__":
    main()
