#!/usr/bin/env python3
"""hooks.py PROGRAM FOLDER [COUNT ...] - times 'shelflife hook run' for one staged change in libraries of COUNT prompts
(made by make_library.py in FOLDER, and kept there), and prints medians in milliseconds beside those of
'git diff-index --cached HEAD', and of the pre-commit framework with an empty hook where SHELFLIFE_PRE_COMMIT names it."""
import os, statistics, subprocess, sys, time

program, folder, counts = sys.argv[1], sys.argv[2], [int(n) for n in sys.argv[3:]] or [1000, 10000, 100000]
here = os.path.dirname(os.path.abspath(__file__))
framework = os.environ.get("SHELFLIFE_PRE_COMMIT")
EMPTY = "repos: [{repo: local, hooks: [{id: x, name: x, entry: 'true', language: system, always_run: true, pass_filenames: false}]}]\n"


def median(command, where, runs):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, cwd=where, capture_output=True)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def shell(command, where):
    return subprocess.run(command, cwd=where, shell=True, check=True, capture_output=True, text=True).stdout.strip()


NEW = "printf -- '---\\nid: brand-new\\n---\\nSort these rows.\\n' > library/new.prompt.md"
STEP = "printf 'id: flow-new\\nsteps:\\n  - id: one\\n    uses: [library/new.prompt.md]\\n' > library/workflows/new.yaml"
CHANGES = [
    ("a prompt's text edited", 21, "echo More. >> {prompt}"),
    ("code edited", 11, "echo 'x = 1' >> {code}"),
    ("a new prompt with its step", 7, NEW + "; " + STEP),
    ("a new prompt that no step uses (refused)", 3, NEW),
    ("a prompt deleted that a step uses (refused)", 3, "rm {prompt}"),
]
print("| prompts | change | shelflife hook run | git diff-index --cached | pre-commit, empty hook |")
print("|---|---|---|---|---|")
for count in counts:
    library = os.path.join(folder, f"mixed-{count}")
    if not os.path.isdir(library):
        subprocess.run([sys.executable, os.path.join(here, "make_library.py"), str(count), library], check=True)
    shell("git reset -q --hard && git clean -q -f -d", library)
    names = {"prompt": shell("git ls-files 'library/*.prompt.md' | head -1", library),
             "code": shell("git ls-files 'apps/*' | head -1", library)}
    for name, runs, change in CHANGES:
        shell(change.format(**names) + "; git add -A", library)
        times = [median([program, "hook", "run"], library, runs),
                 median(["git", "diff-index", "--cached", "--quiet", "HEAD"], library, runs)]
        cells = [f"{ms:.0f} ms" for ms in times]
        if framework and change is CHANGES[0][2]:
            config = os.path.join(folder, "empty.yaml")
            open(config, "w").write(EMPTY)
            cells.append(f"{median([framework, 'run', '-c', config], library, 5):.0f} ms")
        else:
            cells.append("")
        print(f"| {count} | {name} | {' | '.join(cells)} |", flush=True)
        shell("git reset -q --hard && git clean -q -f -d", library)
