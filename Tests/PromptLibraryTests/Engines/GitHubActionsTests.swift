import Testing

@testable import PromptLibrary

@Suite struct GitHubActionsTests {
  private func actions(_ text: String, at path: String = ".github/workflows/triage.yml") throws
    -> WorkflowFile
  {
    try #require(read(.githubActions, path, text))
  }

  private func steps(_ text: String) throws -> WorkflowFile {
    try actions("on: push\njobs:\n  a:\n    steps:\n" + text)
  }

  @Test(arguments: [
    (".github/workflows/a.yml", PromptFormat.Claim.always), (".github/workflows/a.yaml", .always),
    (".github/workflows/a.lock.yml", .never), (".github/workflows/shared/a.yml", .never),
    ("x/.github/workflows/a.yml", .never), ("action.yml", .ifContent),
    (".github/actions/x/action.yaml", .ifContent),
    ("a.yml", .never),
  ])
  func `workflow files are claimed by their path`(path: String, claim: PromptFormat.Claim) {
    #expect(WorkflowEngine.githubActions.claim(path) == claim)
  }

  @Test func `a prompt file wins over the prompt beside it`() throws {
    let file = try actions(
      """
      name: Triage
      on: {issues: {types: [opened]}, schedule: [{cron: "0 0 * * *"}]}
      jobs:
        triage:
          steps:
            - uses: actions/checkout@v4
            - id: ai
              name: Ask
              uses: actions/ai-inference@v2
              with:
                prompt-file: ./prompts/triage.prompt.yml
                prompt: not used
                system-prompt: You sort issues.
                model: openai/gpt-4o
      """)
    let workflow = try #require(file.workflows.first)
    #expect(workflow.id == "triage")
    #expect(workflow.title == "Triage")
    #expect(workflow.trigger == "issues, schedule")
    let step = try #require(workflow.steps.first)
    #expect(workflow.steps.count == 1)
    #expect(step.id == "triage.ai")
    #expect(step.pointer == "/jobs/triage/steps/1")
    #expect(file.references == ["path prompts/triage.prompt.yml"])
    #expect(step.uses[0].place.line == 11)
    #expect(file.texts == ["You sort issues."])
    #expect(step.inline[0].role == "system")
    #expect(step.models.map(\.name) == ["openai/gpt-4o"])
  }

  @Test(arguments: [
    ("/tmp/diff.txt", []), ("${{ runner.temp }}/p.txt", []), ("${{ steps.x.outputs.file }}", ["dynamic *"]),
    ("prompts/${{ inputs.kind }}.md", ["dynamic prompts/*.md"]),
    ("${{ github.workspace }}/prompts/a.md", ["path prompts/a.md"]), ("prompts/a.md", ["path prompts/a.md"]),
    ("${{ env.FILE }}", ["path prompts/e.md"]),
    ("${{ matrix.prompt }}", ["path prompts/m.md", "path prompts/n.md"]),
  ])
  func `a prompt file may be of the run, computed, or of the repository`(value: String, expected: [String])
    throws
  {
    let file = try actions(
      """
      on: push
      env: {FILE: prompts/e.md}
      jobs:
        a:
          strategy: {matrix: {prompt: [prompts/m.md, prompts/n.md]}}
          steps:
            - uses: actions/ai-inference@v1
              with:
                prompt-file: \(value)
      """)
    #expect(file.references == expected)
  }

  @Test func `a file that a script of the job names may be made there`() throws {
    let file = try steps(
      """
            - run: ./make.sh > prompt.txt
            - uses: openai/codex-action@v1
              with: {prompt-file: prompt.txt}

      """)
    #expect(file.references == ["~path prompt.txt"])
  }

  @Test func `files of another repository that is checked out are left alone`() throws {
    let file = try steps(
      """
            - uses: actions/checkout@v4
              with: {path: own}
            - uses: actions/checkout@v4
              with: {path: other, repository: a/b}
            - uses: actions/ai-inference@v1
              with: {prompt-file: own/prompts/a.md}
            - uses: actions/ai-inference@v1
              with: {prompt-file: other/prompts/b.md, system-prompt: Be brief.}

      """)
    #expect(file.references == ["path prompts/a.md"])
  }

  @Test(arguments: [
    ("/create_plan ${{ github.event.issue.number }}", ["name /create_plan"]), ("/review", ["~name /review"]),
    ("/code-review:code-review x", ["~name /code-review:code-review"]),
    ("${{ steps.a.outputs.b }}", ["dynamic *"]),
    ("Follow @.github/prompts/review.md, and be brief.", ["~path .github/prompts/review.md"]),
    ("prompts/review.md", ["~path prompts/review.md"]), ("Look into /tmp for the diff.", []),
  ])
  func `a prompt for Claude may be a command, an expression or a text`(value: String, expected: [String])
    throws
  {
    let file = try steps(
      """
            - uses: anthropics/claude-code-action@v1
              with:
                prompt: "\(value)"

      """)
    #expect(file.references == expected)
  }

  @Test func `Claude's arguments hold system prompts and the model`() throws {
    let file = try steps(
      """
            - uses: anthropics/claude-code-action@v1
              with:
                prompt: |
                  Review the change.
                claude_args: |
                  --model claude-sonnet-4-5-20250929
                  --append-system-prompt "You are strict."
                  --allowedTools "Read,Grep"

      """)
    #expect(file.texts == ["Review the change.\n", "You are strict."])
    #expect(file.steps[0].models.map(\.name) == ["claude-sonnet-4-5-20250929"])
    #expect(file.steps[0].inline[1].place.line == 11)
  }

  @Test func `commands name files and slash commands`() throws {
    let file = try steps(
      """
            - name: Plan it
              working-directory: tools
              run: |
                echo "see docs/prompt.md"
                claude -p '/create_plan 12' --model opus
                python ask.py --prompt=prompts/ask.md > out.md
                cat <<'END' > notes.md
                cat prompts/no.md
                END
                # cat prompts/no.md
                answer="$(cat ../prompts/up.md)"
            - run: gh models run --file prompts/x.prompt.yml openai/gpt-4o
            - run: npm test

      """)
    #expect(
      file.references == [
        "name /create_plan", "~path tools/prompts/ask.md", "~path prompts/up.md", "path prompts/x.prompt.yml",
      ])
    #expect(file.steps.map(\.id) == ["a.0-Plan-it", "a.1"])
    #expect(file.steps[0].uses[1].place.line == 10)
  }

  @Test func `what never runs is idle, and what measures a prompt does not use it`() throws {
    let file = try steps(
      """
            - if: ${{ false }}
              uses: actions/ai-inference@v1
              with: {prompt-file: a.md}
            - run: gh models eval prompts/x.prompt.yml

      """)
    #expect(file.steps[0].idle != nil)
    #expect(file.steps[1].uses[0].idle != nil)
  }

  @Test func `composite actions hold steps`() throws {
    let text = """
      runs:
        using: composite
        steps:
          - uses: actions/ai-inference@v1
            with: {prompt-file: prompts/a.md}
      """
    let file = try actions(text, at: ".github/actions/ask/action.yml")
    #expect(file.workflows[0].id == ".github/actions/ask")
    #expect(file.steps[0].pointer == "/runs/steps/0")
    #expect(read(.githubActions, "action.yml", "runs:\n  using: node20\n  main: x.js\n") == nil)
  }

  @Test func `a workflow without prompts gives nothing, and a broken one a problem`() throws {
    #expect(try actions("on: push\njobs: {a: {steps: [{run: make}]}}\n").workflows.isEmpty)
    #expect(try actions("").workflows.isEmpty)
    let problem = try #require(try actions("on: push\njobs: [\n").problems.first)
    #expect(problem.kind == .syntax)
    #expect(problem.place.line == 3)
  }
}
