#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""LeNet's epoch (batch 64, Adam, two threads) here and in PyTorch, five runs of each in turn.

usage: compare.py BUILD-DIR MNIST-DIR [RUNS]

PyTorch runs in each of the settings that were found fastest; the fastest median counts. Prints
every figure, the medians and the ratio, for AVX-512 and AVX2 where the processor has them.
"""
import json
import os
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
VARIANTS = {
    "channels-last": [],
    "channels-last, foreach": ["--foreach"],
    "channels-last, foreach, jit": ["--foreach", "--jit"],
}


def torch_environment():
    env = dict(os.environ, OMP_WAIT_POLICY="active", OMP_PROC_BIND="true", OPENBLAS_NUM_THREADS="1",
               MALLOC_MMAP_THRESHOLD_="2000000000", MALLOC_TRIM_THRESHOLD_="2000000000")
    for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
        env.pop(name, None)
    return env


def run_torch(data, flags):
    out = subprocess.run(["/usr/bin/python3", HERE + "/torch-lenet.py", data] + flags, check=True,
                         env=torch_environment(), stdout=subprocess.PIPE, text=True).stdout
    return min(float(line) for line in out.split())


def run_ours(build, level):
    result = subprocess.run([build + "/src/cli/imagette-cli", "benchmark", "--threads", "2", "--json"],
                            env=dict(os.environ, IMAGETTE_SIMD=level), stdout=subprocess.PIPE,
                            stderr=subprocess.DEVNULL, text=True)
    return json.loads(result.stdout)["seconds_per_epoch"] if result.returncode == 0 else None


def main():
    build, data = sys.argv[1:3]
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    times = {}
    for _ in range(runs):
        for name, flags in VARIANTS.items():
            times.setdefault("PyTorch " + name, []).append(run_torch(data, flags))
        for level in ("avx512", "avx2"):
            seconds = run_ours(build, level)
            if seconds is not None:
                times.setdefault(level, []).append(seconds)
    for name, values in times.items():
        print("%-36s median %.3f s   %s" % (name, statistics.median(values),
                                            " ".join("%.3f" % v for v in values)))
    best = min(statistics.median(v) for k, v in times.items() if k.startswith("PyTorch"))
    for level in ("avx512", "avx2"):
        if level in times:
            print("%s: %.2f times as fast as PyTorch" % (level, best / statistics.median(times[level])))


if __name__ == "__main__":
    main()
