"""Writes a library with a ledger of a given size: prompts, runs of 50 cases over a year, one model update, some drift.

usage: make_ledger.py SHELFLIFE FOLDER [--prompts N] [--runs N] [--cases N] [--files N] [--seed N]
"""

import argparse
import json
import random
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

UPDATE = datetime(2026, 10, 1)


def beta(rng, rate, correlation):
    """The pass rate of one case: Beta with the mean and the within-case agreement that drift.md simulates with."""
    total = (1 - correlation) / correlation
    return rng.betavariate(rate * total, (1 - rate) * total)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("shelflife")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--prompts", type=int, default=200)
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--cases", type=int, default=50)
    parser.add_argument("--files", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    prompts = options.folder / "prompts"
    prompts.mkdir(parents=True, exist_ok=True)
    for number in range(options.prompts):
        text = " ".join(rng.choice("sort answer check the row case item of a with for by".split()) for _ in range(60))
        (prompts / f"p{number:04}.prompt.yml").write_text(
            f"model: openai/gpt-4o\nmessages:\n  - role: user\n    content: Task {number}. {text}\n")
    (options.folder / "shelflife.yaml").write_text("version: 1\nledger: runs\n")
    listing = subprocess.run(
        [options.shelflife, "list", "-C", options.folder, "--format", "json"], capture_output=True, check=True)
    library = [(p["id"], p["version"]) for p in json.loads(listing.stdout)["prompts"]]
    each = options.runs // len(library)
    start = datetime(2025, 12, 1)
    lines = []
    for number, (prompt, version) in enumerate(library):
        rates = [beta(rng, rng.uniform(0.6, 0.98), 0.7) for _ in range(options.cases)]
        drifts = number % 50 == 7
        ids = [f"case-{number % 20}-{case:03}" for case in range(options.cases)]
        for index in range(each):
            at = start + timedelta(minutes=int(index * 350 * 1440 / each) + number)
            served = "gpt-4o-2024-11-20" if at >= UPDATE else "gpt-4o-2024-08-06"
            loss = 0.2 if drifts and at >= UPDATE else 0
            outcome = "".join("p" if rng.random() < rate * (1 - loss) else "f" for rate in rates)
            lines.append((at, {
                "v": 1, "id": f"01{number:06}{index:08}", "at": at.strftime("%Y-%m-%dT%H:%M:%SZ"), "prompt": prompt,
                "version": version, "model": {"requested": "openai/gpt-4o", "served": served},
                "suite": {"name": f"suite-{number}", "hash": f"{number:07x}"}, "operator": "ci", "recorded_by": "machine",
                "tool": {"name": "promptfoo", "version": "0.121.0"},
                "cases": {
                    "id": ids, "outcome": outcome,
                    "latency_ms": [rng.randrange(400, 3000) for _ in ids],
                    "tokens_out": [rng.randrange(50, 400) for _ in ids],
                    "cost_usd": [round(rng.uniform(0.0002, 0.0009), 5) for _ in ids],
                }}))
    lines.sort(key=lambda line: line[0])
    share = max(1, -(-len(lines) // options.files))
    for number in range(0, len(lines), share):
        at = lines[number][0]
        path = options.folder / "runs" / f"{at:%Y/%m}" / f"{number:08}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(line, separators=(",", ":")) + "\n" for _, line in lines[number:number + share]))


if __name__ == "__main__":
    main()
