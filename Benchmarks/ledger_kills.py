#!/usr/bin/env python3
"""Kills processes that append to one ledger, and looks for what was lost or half written.

    Benchmarks/ledger_kills.py PROGRAM [KILLS] [folder|ref]

Sixteen writers record runs one after another with `PROGRAM record`. One after another of their processes is killed by
SIGKILL at a random moment, until KILLS (default 1,000) have died before their end. A run is lost when its process ended well and the ledger does not
hold it; it is half written when any file of the ledger is not whole lines of JSON. Both stores are tried, or the one that
is named.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

WRITERS = 16


def git(folder, *arguments):
    return subprocess.run(
        ["git", "-C", folder, "-c", "user.name=Benchmark", "-c", "user.email=benchmark@example.com", *arguments],
        check=True, stdout=subprocess.PIPE).stdout


class Writers:
    def __init__(self, program, folder, kills):
        self.program, self.folder, self.wanted = program, folder, kills
        self.lock = threading.Lock()
        self.acknowledged, self.killed, self.refused = set(), 0, []

    def isDone(self):
        return self.killed >= self.wanted

    def write(self, writer):
        number = 0
        path = f"{self.folder}/.git/result-{writer}.json"
        while not self.isDone():
            number += 1
            case = f"writer {writer} case {number}"
            result = {"prompt": "prompts/s", "at": "2100-01-01T00:00:00Z", "model": "m",
                      "cases": [{"id": case, "outcome": "pass"}]}
            with open(path, "w") as file:
                json.dump(result, file)
            child = subprocess.Popen(
                [self.program, "record", "-C", self.folder, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            if random.random() < 0.6:
                # Around the end of the time that a command takes here: it starts by reading, and ends by writing.
                timer = threading.Timer(random.uniform(0.3, 1.3) * self.pace(), child.kill)
                timer.start()
            else:
                timer = None
            start = time.perf_counter()
            out, err = child.communicate()
            if timer:
                timer.cancel()
            with self.lock:
                if child.returncode == -signal.SIGKILL:
                    self.killed += 1
                elif child.returncode == 0 and out.startswith(b"recorded "):
                    self.acknowledged.add(case)
                    self.times = (getattr(self, "times", []) + [time.perf_counter() - start])[-50:]
                else:
                    self.refused.append(err.decode())

    def pace(self):
        times = getattr(self, "times", [0.1])
        return sum(times) / len(times)

    def run(self):
        threads = [threading.Thread(target=self.write, args=(writer,)) for writer in range(WRITERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def files(folder, ledger):
    """The ledger's files as bytes, as another program sees them."""
    if ledger == "ref":
        git(folder, "fsck", "--strict")
        names = git(folder, "ls-tree", "-r", "--name-only", "refs/shelflife/runs").decode().split()
        stream = subprocess.run(
            ["git", "-C", folder, "cat-file", "--batch"], stdout=subprocess.PIPE, check=True,
            input="".join(f"refs/shelflife/runs:{name}\n" for name in names).encode()).stdout
        for name in names:
            header, stream = stream.split(b"\n", 1)
            size = int(header.split()[2])
            yield name, stream[:size]
            stream = stream[size + 1:]
    else:
        for parent, _, names in os.walk(f"{folder}/library/runs"):
            for name in names:
                if name.endswith(".jsonl"):
                    with open(f"{parent}/{name}", "rb") as file:
                        yield name, file.read()


def leavings(folder, ledger):
    """How many kills hit a writer while it wrote: the temporary files that nobody took away."""
    place, ending = (f"{folder}/.git/objects", "tmp_object") if ledger == "ref" else (f"{folder}/library/runs", ".tmp")
    return sum(ending in name for _, _, names in os.walk(place) for name in names)


def main():
    program = os.path.abspath(sys.argv[1])
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    failed = False
    for ledger in sys.argv[3:4] or ["folder", "ref"]:
        folder = tempfile.mkdtemp(prefix="shelflife-kills-")
        try:
            git(folder, "init", "-q", "-b", "main")
            os.makedirs(f"{folder}/prompts")
            with open(f"{folder}/prompts/s.txt", "w") as file:
                file.write("Summarise: {{text}}\n")
            with open(f"{folder}/shelflife.yaml", "w") as file:
                place = "ref:refs/shelflife/runs" if ledger == "ref" else "library/runs"
                file.write(f"version: 1\nprompts: [prompts/**]\nledger: {place}\n")
            git(folder, "add", "-A")
            git(folder, "commit", "-q", "-m", "A library")
            writers = Writers(program, folder, kills)
            start = time.perf_counter()
            writers.run()
            seconds = time.perf_counter() - start
            found, broken = {}, 0
            for name, text in files(folder, ledger):
                try:
                    lines = text.decode().split("\n")
                    assert lines.pop() == "" and len(lines) == 1
                    found[json.loads(lines[0])["cases"]["id"][0]] = name
                except Exception:
                    broken += 1
            lost = writers.acknowledged - set(found)
            left = leavings(folder, ledger)
            after = subprocess.run(
                [program, "record", "-C", folder, f"{folder}/.git/result-0.json"], stdout=subprocess.PIPE)
            print(
                f"{ledger}: {writers.killed} kills in {seconds:.0f} s; {len(writers.acknowledged)} runs acknowledged, "
                f"{len(found)} in the ledger, {len(lost)} lost, {broken} half written, {len(writers.refused)} refused, "
                f"{len(set(found) - writers.acknowledged)} written by the killed; {left} files that they left half way; "
                f"the next append {'works' if after.returncode == 0 else 'fails'}", flush=True)
            for message in writers.refused[:3]:
                print("  " + message.strip())
            failed = failed or bool(lost or broken or writers.refused) or after.returncode != 0
        finally:
            shutil.rmtree(folder)
    sys.exit(1 if failed else 0)


main()
