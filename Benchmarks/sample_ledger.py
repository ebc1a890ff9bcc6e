"""Writes the sample library's ledger anew: synthetic runs, recorded by the product's own `record`.

usage: sample_ledger.py SHELFLIFE [--root FOLDER]

Nothing here was measured. Outcomes are drawn with a fixed seed, so that the same program writes the same bytes; every run
names its operator 'synthetic-...'. What is wrong on purpose is said in STORIES below and in library/README.md. Run it
again after an edit of a sample prompt's text: its runs are of the text that they were recorded with.
"""

import argparse
import json
import random
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

SEED = "shelflife"
MINI, MINI_DATED = "openai/gpt-4o-mini", "openai/gpt-4o-mini-2024-07-18"
OLD, NEW = "openai/gpt-4o-2024-08-06", "openai/gpt-4o-2024-11-20"
ALIAS = "openai/gpt-4o"
CLAUDE = "anthropic/claude-sonnet-4-5-20250929"

# Ordinary prompts: id, suite, cases, the share that passes, and each run as (day, model as requested, as served).
HEALTHY = [
    ("classify-row", "classify-row", None, 0.97, [
        (day, MINI, "gpt-4o-mini-2024-07-18") for day in ("06-15", "07-13", "08-10", "09-07", "10-05", "11-02")]),
    ("attribute-gaps", "attribute-gaps", None, 0.97, [
        (day, MINI, "gpt-4o-mini-2024-07-18") for day in ("07-20", "09-14", "11-09")]),
    ("check-figures", "check-figures", None, 0.99, [
        (day, MINI, "gpt-4o-mini-2024-07-18") for day in ("08-17", "10-12")]),
    ("title-rewrite", "title-rewrite", 36, 0.96, [
        (day, MINI, "gpt-4o-mini-2024-07-18") for day in ("09-01", "10-20")]),
    ("attribute-normalise", "attribute-normalise", 36, 0.97, [("09-15", MINI_DATED, None), ("10-20", MINI_DATED, None)]),
    ("listing-draft-short", "listing-draft-short", 40, 0.96, [("09-15", MINI_DATED, None)]),
    ("case-image", "case-image", 32, 0.97, [("09-22", MINI_DATED, None)]),
    ("reply-received", "seller-replies", 32, 0.99, [("10-06", MINI_DATED, None)]),
    ("reply-more-info", "seller-replies", 32, 0.98, [("10-06", MINI_DATED, None)]),
    ("reply-declined", "seller-replies", 32, 0.97, [("10-06", MINI_DATED, None)]),
    ("reply-reinstated", "seller-replies", 32, 0.98, [("10-06", MINI_DATED, None)]),
    ("confidence-rubric", "confidence-rubric", 36, 0.96, [("09-08", MINI_DATED, None)]),
    ("policy-citation", "citations", 36, 0.98, [("09-29", CLAUDE, None)]),
    ("case-citations", "citations", 36, 0.98, [("09-29", NEW, None)]),
    ("appeal-rewrite", "appeal-rewrite", 32, 0.95, [("09-29", NEW, None)]),
    ("case-safety", "case-letters", 40, 0.96, [("10-13", NEW, None), ("10-13", MINI_DATED, None)]),
    ("case-hazmat", "case-letters", 40, 0.96, [("10-13", NEW, None), ("10-13", MINI_DATED, None)]),
]

# The update of the model that these prompts name, in September: three runs before it, one after.
UPDATED = [
    ("suggest-category", "suggest-category", None, 0.95),
    ("case-missing-attribute", "case-missing-attribute", 40, 0.97),
    ("choice-patterns", "choice-patterns", 36, 0.94),
    ("compliance-list", "compliance-list", 40, 0.985),
]
BEFORE, AFTER = ("06-08", "07-06", "08-03"), "09-21"

STORIES = """
compliance-list      the update broke nine of forty cases; run five times since: REGRESSED
reviewer-brief       asked for by the alias: another version answers since September, and it was run again
image-alt-text,      asked for by the same alias, and not run since it moved
case-pricing
listing-draft        eight cases, one run each side of the update, two lost: too few to tell
listing-watch        24 of 24 by its tool, whose configuration asserts nothing
category-tie-break   three people ran it three times each; one reads the rule on sets in another way
"""


def rng(*names):
    return random.Random("/".join([SEED, *map(str, names)]))


def rates(prompt, cases, rate, agreement=0.85):
    """The pass rate of each case: Beta with the mean, and the agreement of a case with itself."""
    total = (1 - agreement) / agreement
    source = rng(prompt, "cases")
    return {case: source.betavariate(rate * total, (1 - rate) * total) for case in cases}


def suite_cases(root, suite):
    text = (root / f"library/suites/{suite}.yaml").read_text()
    return re.findall(r"^  - \{?id: ([\w-]+)", text, re.M)


def run(prompt, suite, chances, day, requested, served=None, operator="ci", judge=None, hour=6):
    """One run in the product's own format."""
    source = rng(prompt, day, requested, served, operator, hour)
    cases = [
        {
            "id": case, "outcome": "pass" if source.random() < chance else "fail",
            "latency_ms": 400 + int(source.random() * 900), "tokens_out": 40 + int(source.random() * 60),
        } for case, chance in chances.items()]
    model = {"requested": requested} | ({"served": served} if served else {})
    result = {
        "prompt": prompt, "model": model, "at": f"2026-{day}T{hour:02}:00:00Z", "suite": f"{suite}-core",
        "operator": f"synthetic-{operator}", "recorded_by": "machine" if operator == "ci" else "person",
        "tool": {"name": "sample_ledger.py", "version": "1"}, "cases": cases}
    return result | ({"judge": judge} if judge else {})


def ordinary(root):
    for prompt, suite, count, rate, runs in HEALTHY:
        cases = suite_cases(root, suite) if count is None else [f"c{number:02}" for number in range(1, count + 1)]
        chances = rates(prompt, cases, rate)
        for day, requested, served in runs:
            yield run(prompt, suite, chances, day, requested, served)


def update(root):
    """The model's update, with the one prompt that it hurt."""
    for prompt, suite, count, rate in UPDATED:
        cases = suite_cases(root, suite) if count is None else [f"c{number:02}" for number in range(1, count + 1)]
        chances = rates(prompt, cases, rate)
        for day in BEFORE:
            yield run(prompt, suite, chances, day, OLD)
        if prompt == "compliance-list":
            for case in cases[3:30:3]:
                chances[case] *= 0.15
            # The first run was doubtful, so that four more were made, as `drift` asks.
            for day in (AFTER, "09-22", "09-23", "09-24", "09-25"):
                yield run(prompt, suite, chances, day, NEW)
        else:
            yield run(prompt, suite, chances, AFTER, NEW)


def silent_move(root):
    """An alias that another version answers since September, by which four prompts were run."""
    for prompt, again in (("reviewer-brief", True), ("image-alt-text", False), ("case-pricing", False)):
        chances = rates(prompt, [f"c{number:02}" for number in range(1, 37)], 0.96)
        yield run(prompt, prompt, chances, "09-28" if again else "09-01", MINI_DATED)
        for day in ("06-22", "07-27") + (() if again else ("08-24",)):
            yield run(prompt, prompt, chances, day, ALIAS, "gpt-4o-2024-08-06")
        if again:
            yield run(prompt, prompt, chances, "09-28", ALIAS, "gpt-4o-2024-11-20")


def too_small(root):
    """Eight cases, all of which passed, and two that do not any more."""
    cases = suite_cases(root, "listing-draft")
    yield run("listing-draft", "listing-draft", {case: 1 for case in cases}, "08-03", OLD, judge="openai/gpt-4.1")
    lost = {case: 0 if case in ("limit", "brand-bait") else 1 for case in cases}
    yield run("listing-draft", "listing-draft", lost, AFTER, NEW, judge="openai/gpt-4.1")


def operators(root):
    """Three people, three runs each; the third fails the cases on sets every time."""
    cases = [f"c{number:02}" for number in range(1, 37)]
    chances = rates("category-tie-break", cases, 0.97)
    for week, day in enumerate(("09-28", "10-12", "10-26")):
        for place, name in enumerate(("desk-1", "desk-2", "desk-3")):
            own = {case: chance * (0.1 if name == "desk-3" and case in cases[4:32:3] else 1) for case, chance in chances.items()}
            yield run("category-tie-break", "category-tie-break", own, day, NEW, operator=name, hour=7 + place)


def vacuous(root):
    """What promptfoo writes for a configuration without assertions: every row is a success."""
    path = "library/prompts/product/listing-watch.md"
    provider = f"openai:{NEW.split('/')[1]}"
    rows = [
        {
            "promptIdx": 0, "testIdx": number, "provider": {"id": provider},
            "prompt": {"raw": "filled in", "label": path},
            "vars": {"signals": f"week {number + 1}"}, "testCase": {"vars": {"signals": f"week {number + 1}"}},
            "response": {"output": "synthetic"}, "success": True, "score": 1, "failureReason": 0,
            "gradingResult": {"pass": True, "score": 1, "reason": "No assertions", "componentResults": []},
        } for number in range(24)]
    return {
        "evalId": "synthetic", "metadata": {"promptfooVersion": "0.121.0"},
        "config": {"description": "synthetic: listing-watch"},
        "results": {
            "version": 3, "timestamp": "2026-10-19T06:00:00.000Z", "results": rows,
            "prompts": [{"raw": (root / path).read_text(), "label": path, "provider": provider}]}}


def trial(path):
    """Two people, thirty products, twice each: they differ on the sets, and little with themselves."""
    source = rng("trial")
    lines = ["operator,case,output,closure,handoff,watched"]
    for number in range(1, 31):
        for name in ("synthetic-desk-1", "synthetic-desk-3"):
            for _ in range(2):
                output = "K-120" if number % 2 else "T-310"
                if name.endswith("3") and number % 4 == 0:
                    output = "S-900"
                if source.random() < 0.03:
                    output = "none"
                lines.append(f"{name},product {number:02},{output},picked,manual,no")
    path.write_text("\n".join(lines) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0], epilog=STORIES)
    parser.add_argument("shelflife", type=Path)
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    options = parser.parse_args()
    root = options.root
    shutil.rmtree(root / "library/runs", ignore_errors=True)
    days = {}
    for source in (ordinary, update, silent_move, too_small, operators):
        for result in source(root):
            days.setdefault(result["at"][:10], []).append(result)
    with tempfile.TemporaryDirectory() as folder:
        def record(name, results, *arguments):
            path = Path(folder) / name
            path.write_text(json.dumps(results))
            # The sample's prompts came into this repository later than the days that the runs are given.
            subprocess.run(
                [options.shelflife.resolve(), "record", "-C", root, "--prompt-version", "current", *arguments, path],
                stdout=subprocess.DEVNULL, check=True)
        for day, results in sorted(days.items()):
            record(f"{day}.json", results)
        record("promptfoo.json", vacuous(root), "--operator", "synthetic-ci", "--recorded-by", "machine")
    trial(root / "library/trials/category-tie-break.csv")


if __name__ == "__main__":
    main()
