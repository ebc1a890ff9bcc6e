#!/usr/bin/env python3
"""search.py [-n RUNS] SHELFLIFE FOLDER [GLOB...] - times the search for what uses each prompt, alone.

GLOBs name the prompts; without them, known formats are found. The search is what an audit takes more than the same audit
with `references` naming no file. The peer is `rg -F -f NAMES` over the same folder, for every prompt's file name, stem and
id. The three run in turn, and the ratio is that of each round."""
import argparse, csv, io, os, statistics, subprocess, tempfile, time

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("-n", type=int, default=5)
arguments.add_argument("shelflife")
arguments.add_argument("folder")
arguments.add_argument("globs", nargs="*")
given = arguments.parse_args()


def configuration(folder, name, lines):
    path = os.path.join(folder, name)
    prompts = ["prompts:"] + [f"  - '{glob}'" for glob in given.globs] if given.globs else []
    with open(path, "w") as file:
        file.write("\n".join(["version: 1"] + prompts + lines) + "\n")
    return path


def run(command):
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


with tempfile.TemporaryDirectory() as folder:
    whole = configuration(folder, "whole.yaml", [])
    none = configuration(folder, "none.yaml", ["references: [no-such-folder/**]"])
    names = os.path.join(folder, "names")
    listing = [given.shelflife, "list", "-C", given.folder, "--format", "csv", "--config", whole]
    rows = list(csv.DictReader(io.StringIO(subprocess.run(listing, capture_output=True, text=True).stdout)))
    words = {word for row in rows for word in (
        os.path.basename(row["path"]), os.path.basename(row["path"]).split(".")[0], row["id"])}
    with open(names, "w") as file:
        file.write("\n".join(sorted(word for word in words if len(word) > 2)))
    list_with = [given.shelflife, "list", "-C", given.folder, "--config"]
    commands = [list_with + [whole], list_with + [none], ["rg", "-F", "-f", names, given.folder]]
    for command in commands:
        run(command)
    rounds = [[run(command) for command in commands] for _ in range(given.n)]
    search = [full - without for full, without, _ in rounds]
    peer = [third for _, _, third in rounds]
    ratios = [a / b for a, b in zip(search, peer)]
    print(f"{len(rows)} prompts: search {statistics.median(search):.3f} s | rg {statistics.median(peer):.3f} s | "
          f"{statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})")
