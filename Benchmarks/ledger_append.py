#!/usr/bin/env python3
"""Times one append to a ledger of many runs, in a folder and on a ref.

    Benchmarks/ledger_append.py PROGRAM [RUNS]

It makes a repository with one prompt and RUNS runs (default 100,000) spread over a year, then records one more run with
`PROGRAM record`, twenty times, and prints the median and the worst of the whole command, from start to exit.
"""

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def git(folder, *arguments, **options):
    return subprocess.run(
        ["git", "-C", folder, "-c", "user.name=Benchmark", "-c", "user.email=benchmark@example.com", *arguments],
        check=True, stdout=subprocess.PIPE, **options)


def ulid(number):
    return "01M0" + "".join(CROCKFORD[number >> shift & 31] for shift in range(105, -5, -5))


def line(number, day):
    cases = {"id": ["a", "b"], "outcome": "pf"}
    run = {"v": 1, "id": ulid(number), "at": f"{day}T10:00:00Z", "prompt": "prompts/s", "version": "0" * 40,
           "model": {"requested": "m"}, "suite": {"hash": "684395376346"}, "cases": cases}
    return json.dumps(run, separators=(",", ":")) + "\n"


def runs(count):
    for number in range(count):
        day = time.strftime("%Y-%m-%d", time.gmtime(1_780_000_000 + number * 365 // count * 86_400))
        yield f"{day.replace('-', '/')}/{ulid(number)}.jsonl", line(number, day)


def library(folder, ledger):
    git(folder, "init", "-q", "-b", "main")
    # A collection in the background would be measured too.
    git(folder, "config", "gc.auto", "0")
    os.makedirs(f"{folder}/prompts")
    with open(f"{folder}/prompts/s.txt", "w") as file:
        file.write("Summarise: {{text}}\n")
    with open(f"{folder}/shelflife.yaml", "w") as file:
        file.write(f"version: 1\nprompts: [prompts/**]\nledger: {ledger}\n")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "A library")


def fill_folder(folder, count):
    for path, text in runs(count):
        path = f"{folder}/library/runs/{path}"
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(text)


def fill_ref(folder, count):
    stream = ["commit refs/shelflife/runs\ncommitter Benchmark <benchmark@example.com> 1780000000 +0000\ndata 4\nMany\n"]
    for path, text in runs(count):
        stream.append(f"M 644 inline {path}\ndata {len(text)}\n{text}\n")
    git(folder, "fast-import", "--quiet", input="".join(stream).encode())


def cpu():
    """Milliseconds of processor that ended children took: on a busy machine, the clock measures the others too."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (usage.ru_utime + usage.ru_stime) * 1000


def measure(program, folder):
    times = []
    for number in range(20):
        result = {"prompt": "prompts/s", "at": "2100-01-01T00:00:00Z", "model": "m",
                  "cases": [{"id": f"case {number}", "outcome": "pass"}]}
        path = f"{folder}/.git/result.json"
        with open(path, "w") as file:
            json.dump(result, file)
        before, start = cpu(), time.perf_counter()
        done = subprocess.run([program, "record", "-C", folder, path], stdout=subprocess.PIPE, check=True)
        times.append(((time.perf_counter() - start) * 1000, cpu() - before))
        if not done.stdout.startswith(b"recorded "):
            sys.exit(f"not recorded: {done.stdout.decode()}")
    return times


def main():
    program = os.path.abspath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    print(f"one append to a ledger of {count} runs, the whole command (20 times)")
    print("| ledger | median | worst | processor, median |\n|---|---|---|---|")
    kinds = [
        ("a ref", "ref:refs/shelflife/runs", fill_ref), ("a folder, not committed", "library/runs", fill_folder),
        ("a folder, committed", "library/runs", fill_folder),
    ]
    for name, ledger, fill in kinds:
        folder = tempfile.mkdtemp(prefix="shelflife-append-")
        try:
            library(folder, ledger)
            fill(folder, count)
            if name == "a folder, committed":
                git(folder, "add", "-A")
                git(folder, "commit", "-q", "-m", "Runs")
            times = measure(program, folder)
            walls, processor = [wall for wall, _ in times], [own for _, own in times]
            print(f"| {name} | {statistics.median(walls):.0f} ms | {max(walls):.0f} ms | "
                  f"{statistics.median(processor):.0f} ms |", flush=True)
        finally:
            shutil.rmtree(folder)


main()
