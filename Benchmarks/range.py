#!/usr/bin/env python3
"""range.py [-n RUNS] SHELFLIFE REPOSITORY [COUNT] - times 'audit --range' over the last COUNT commits (1000) of a repository.

The range begins at the commit of HEAD's first parents that at least COUNT commits follow. Beside the time stand the processor's
time, the most memory, and what one whole audit of HEAD takes: the command makes two of them, of both ends, to say what
is left of what the range brought in."""
import argparse, os, statistics, subprocess, sys, time

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("-n", type=int, default=3)
arguments.add_argument("shelflife")
arguments.add_argument("repository")
arguments.add_argument("count", type=int, nargs="?", default=1000)
given = arguments.parse_args()


def git(*words):
    return subprocess.run(["git", "-C", given.repository, *words], check=True, capture_output=True, text=True).stdout.strip()


def run(*words):
    """Seconds by the clock and of the processor, and megabytes."""
    start = time.perf_counter()
    child = subprocess.Popen([given.shelflife, "audit", "-C", given.repository, *words],
                             stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(errors.decode(errors="replace")[:400])
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


head = git("rev-parse", "HEAD")
line = git("rev-list", "--first-parent", "HEAD").split()
low, high = 0, len(line) - 1
while low < high:
    middle = (low + high) // 2
    if int(git("rev-list", "--count", f"{line[middle]}..{head}")) >= given.count:
        high = middle
    else:
        low = middle + 1
base = line[low]
commits = git("rev-list", "--count", f"{base}..{head}")
files = len(git("ls-tree", "-r", "--name-only", head).splitlines())
print(f"{os.path.basename(os.path.abspath(given.repository))}: {commits} commits, {base[:12]}..{head[:12]}, {files} files")
print("| what | by the clock | processor | peak memory |")
print("|---|---|---|---|")
for name, words in [("a whole audit", ["--rev", head]), ("audit --range", ["--range", f"{base}..{head}"])]:
    rows = [run(*words) for _ in range(given.n)]
    seconds, processor, memory = (statistics.median(column) for column in zip(*rows))
    print(f"| {name} | {seconds:.2f} s | {processor:.2f} s | {memory:.0f} MB |", flush=True)
