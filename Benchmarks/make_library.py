#!/usr/bin/env python3
"""make_library.py COUNT FOLDER [--kind mixed|skills] - makes a git repository of COUNT prompts to measure on.

mixed:  Markdown, GitHub Models, Prompty, dotprompt and skills, about 420 words each, with workflow files that use
        four in five of them, and Python files that load one in five.
skills: agent skills and subagents only, as tools for agent files read them.
The same arguments give the same repository."""
import argparse, os, random, subprocess

WORDS = """review summarize report variance supplier catalog listing policy draft reviewer approve taxonomy exception
queue compliance audit customer invoice refund claim triage shipment warranty dispute outage digest briefing roster
parcel consent ledger forecast planner margin buyer carton pallet tariff brand attribute suppression""".split()
rng = random.Random(11)


def prose(words=420):
    lines = []
    left = max(20, int(rng.gauss(words, words * 0.4)))
    while left > 0:
        line = " ".join(rng.choice(WORDS) for _ in range(rng.randint(7, 16)))
        lines.append(line.capitalize() + ".")
        left -= 12
    return "\n".join(lines)


def markdown(name):
    return f"---\nid: {name}\nowner: team@example.com\nstatus: active\ninputs: [report, audience]\n---\n{prose()}\nUse {{{{report}}}} for {{{{audience}}}}.\n"


def github(name):
    text = prose().replace("\n", "\n      ")
    return f"name: {name}\nmodel: openai/gpt-4o-mini\nmessages:\n  - role: system\n    content: |\n      {text}\n  - role: user\n    content: 'Use {{{{report}}}}'\ntestData:\n  - report: x\nevaluators:\n  - name: starts\n    string: {{startsWith: y}}\n"


def prompty(name):
    return f"---\nname: {name}\nmodel:\n  id: gpt-4o\ninputs:\n  report:\n    kind: string\n---\nsystem:\n{prose()}\n\nuser:\nUse {{{{report}}}}\n"


def dotprompt(name):
    return f"---\nmodel: googleai/gemini-1.5-flash\ninput:\n  schema:\n    report: string\n---\n{{{{role \"system\"}}}}\n{prose()}\n{{{{role \"user\"}}}}\nUse {{{{report}}}}\n"


def skill(name):
    return f"---\nname: {name}\ndescription: Part of the library; used when a report needs it.\n---\n{prose()}\n"


def agent(name):
    return f"---\nname: {name}\ndescription: Works on one kind of report.\nmodel: sonnet\n---\n{prose()}\n"


MIXED = [(markdown, "prompts/{}.prompt.md", 45), (github, "prompts/{}.prompt.yml", 20), (prompty, "prompts/{}.prompty", 15),
         (dotprompt, "prompts/{}.prompt", 10), (skill, "skills/{}/SKILL.md", 10)]
SKILLS = [(skill, ".claude/skills/{}/SKILL.md", 50), (agent, ".claude/agents/{}.md", 50)]


def files(count, kind):
    formats = MIXED if kind == "mixed" else SKILLS
    steps, loads = [], []
    for number in range(count):
        write, pattern, _ = rng.choices(formats, [weight for *_, weight in formats])[0]
        name = f"{rng.choice(WORDS)}-{rng.choice(WORDS)}-{number}"
        path = pattern.format(name)
        if kind == "mixed":
            path = f"library/team{number % 50:02d}/{path}"
        yield path, write(name)
        draw = rng.random()
        if draw < 0.8: steps.append(path)
        if 0.7 <= draw < 0.9: loads.append(path)
    if kind != "mixed":
        return
    for flow in range(0, len(steps), 25):
        text = f"id: flow-{flow}\nowner: team@example.com\ntrigger: a row enters the queue\nsteps:\n"
        for number, path in enumerate(steps[flow:flow + 25]):
            text += f"  - id: step-{number}\n    uses: [{path}]\n    output: review queue\n"
        yield f"library/workflows/flow-{flow:06d}.yaml", text
    for service in range(0, len(loads), 8):
        body = "\n\n".join(f'def run_{n}(row):\n    return load_prompt("{path}", row)' for n, path in enumerate(loads[service:service + 8]))
        yield f"apps/service_{service:06d}.py", f"from prompts import load_prompt\n\n\n{body}\n"
    yield "shelflife.yaml", "version: 1\nprompts: [library/**]\nworkflows: [library/workflows/**]\nledger: library/runs\n"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("count", type=int)
    arguments.add_argument("folder")
    arguments.add_argument("--kind", choices=["mixed", "skills"], default="mixed")
    given = arguments.parse_args()
    os.makedirs(given.folder, exist_ok=True)
    subprocess.run(["git", "init", "-q", "-b", "main", given.folder], check=True)
    stream = subprocess.Popen(["git", "-C", given.folder, "fast-import", "--quiet"], stdin=subprocess.PIPE)
    write = stream.stdin.write
    write(b"commit refs/heads/main\ncommitter Library <library@example.com> 1760000000 +0000\ndata 7\nLibrary\n")
    for path, text in files(given.count, given.kind):
        data = text.encode()
        write(f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n")
    stream.stdin.close()
    stream.wait()
    subprocess.run(["git", "-C", given.folder, "reset", "-q", "--hard"], check=True)


main()
