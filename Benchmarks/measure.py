#!/usr/bin/env python3
"""measure.py [-n RUNS] A B - times two shell commands in turn (A B A B ...), and prints medians, peak memory and the
median of the ratios A/B, pair by pair, so that a machine whose speed drifts does not decide the comparison."""
import argparse, os, statistics, subprocess, sys, time


def run(command):
    start = time.perf_counter()
    process = subprocess.Popen(["bash", "-c", command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - start, usage.ru_maxrss / 1024


arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("-n", type=int, default=7)
arguments.add_argument("--cold", action="store_true", help="without a run of each beforehand, where one takes minutes")
arguments.add_argument("a")
arguments.add_argument("b")
given = arguments.parse_args()
if not given.cold:
    run(given.a), run(given.b)
pairs = [(run(given.a), run(given.b)) for _ in range(given.n)]
a, b = [first[0] for first, _ in pairs], [second[0] for _, second in pairs]
ratios = [first[0] / second[0] for first, second in pairs]
memory = max(first[1] for first, _ in pairs)
print(f"{statistics.median(a):.3f} s | {statistics.median(b):.3f} s | {statistics.median(ratios):.2f} "
      f"({min(ratios):.2f}-{max(ratios):.2f}) | {memory:.0f} MB")
