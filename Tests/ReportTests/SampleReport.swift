import Audit
import PromptLibrary
import YAML

@testable import Report

/// A span on one line, or over several.
func place(_ path: String, _ line: Int, _ column: Int, to end: (line: Int, column: Int)? = nil) -> Place {
  Place(
    path: path, start: Position(line: line, column: column),
    end: end.map { Position(line: $0.line, column: $0.column) })
}

func rule(_ name: String, _ level: Level, _ summary: String) -> Rule {
  Rule(
    name: name, level: level, summary: summary, why: "Nobody can say what breaks when it changes.",
    remedy: "shelflife attach {prompt} WORKFLOW/STEP", flagged: [], accepted: [],
    check: .library { _ in [] })
}

extension Report {
  init(_ findings: [Finding], library: Library = Library(configuration: Configuration()), rules: [Rule] = [])
  {
    self.init(
      findings: findings, library: library, rules: rules,
      today: CalendarDay(year: 2026, month: 11, day: 20)!, version: "1.2.3")
  }

  /// One of everything that a report can hold.
  static var sample: Report {
    let prompt = "catalogue/attribute-gaps.prompt.yml"
    var report = Report(
      [
        Finding(
          rule: "unattached-prompt", level: .error, subject: .prompt(id: "catalogue/attribute-gaps"),
          place: place(prompt, 2, 5, to: (2, 9)), message: "No live step uses this prompt.",
          evidence: [Evidence.Span("the step that names its twin", at: place("flows/cases.yaml", 7, 5))],
          remedy: "shelflife attach catalogue/attribute-gaps WORKFLOW/STEP", fingerprint: "aa11"),
        Finding(
          rule: "unused-input", level: .warning, subject: .prompt(id: "catalogue/attribute-gaps"),
          place: place(prompt, 4, 2, to: (6, 1)), message: "The text never uses the input 'brand'.",
          fingerprint: "aa22"),
        Finding(
          rule: "inline-prompt", level: .note, subject: .step(workflow: "cases", step: "draft"),
          place: place("flows/cases.yaml", 7, 13, to: (7, 49)),
          message: "This step holds prompt text of its own.",
          fingerprint: "bb11"),
        Finding(
          rule: "growth-only", level: .note, subject: .library, place: Place(path: "shelflife.yaml"),
          message: "Over the last year 12 prompts were added and none retired.", fingerprint: "cc11"),
        Finding(
          rule: "no-owner", level: .error, subject: .prompt(id: "summary"), place: place("summary.md", 1, 1),
          message: "Nobody answers for this prompt.", fingerprint: "dd11",
          status: .waived(
            reason: "The team is being formed.", owner: "ana@example.com",
            expires: CalendarDay(year: 2026, month: 12, day: 31)!)),
        Finding(
          rule: "no-owner", level: .error, subject: .prompt(id: "old"), place: place("old.md", 1, 1),
          message: "Nobody answers for this prompt.", fingerprint: "dd22", status: .baselined),
      ],
      library: .sample,
      rules: [
        rule("unattached-prompt", .error, "No live workflow step uses this active prompt."),
        rule("no-owner", .error, "Nobody answers for it."),
        rule("unused-input", .warning, "A declared input is never used."),
        rule("inline-prompt", .note, "A step holds prompt text of its own."),
        rule("growth-only", .note, "Prompts are added and never retired."),
        rule("duplicate-id", .error, "Two prompts share an id."),
      ])
    report.rulesOff = 1
    report.goneFromBaseline = ["unattached-prompt catalogue/gone"]
    report.excerpts = [
      prompt: [2: "id: gaps", 4: "\tbrand: {type: string}"],
      "flows/cases.yaml": [7: "    prompt: Draft the case from the queue's row."],
    ]
    return report
  }
}

extension Library {
  static var sample: Library {
    var library = Library(configuration: Configuration())
    library.snapshotName = "working tree"
    library.submodules = ["vendor/prompts"]
    library.notes = ["2 files are ignored by git and were not read."]
    library.coverage = [
      (engine: .own, coverage: coverage(files: 2, steps: 9, resolved: 7, dangling: 1)),
      (engine: "promptflow", coverage: coverage(files: 1, steps: 3, resolved: 2, dynamic: 1, inline: 1)),
    ]
    library.referencesResolved = 4
    library.referencesDynamic = 2
    library.dangling = [
      DanglingReference(
        target: "cases/gone", place: place("flows/cases.yaml", 9, 9), source: .step("cases/close"))
    ]
    library.prompts = [
      prompt("catalogue/attribute-gaps", "catalogue/attribute-gaps.prompt.yml", "github-models"),
      prompt("cases/draft", "cases/draft.prompty", "prompty"), prompt("old", "old.md", "markdown"),
      prompt("summary", "summary.md", "markdown"),
    ]
    library.prompts[1].metadata.owner = Located("ana@example.com", at: place("cases/draft.prompty", 3, 8))
    library.prompts[1].metadata.status = Located(.active, at: place("cases/draft.prompty", 4, 9))
    library.prompts[1].title = "Draft a case, \"politely\""
    library.prompts[1].words = 120
    library.prompts[1].targets = [
      ModelTarget("gpt-4o-2024-11-20", precision: .exact, at: place("cases/draft.prompty", 6, 3))
    ]
    library.edges = [
      [],
      [
        Edge(.declared, at: place("flows/cases.yaml", 5, 9), step: "cases/draft"),
        Edge(.imported, at: place("flow.dag.yaml", 12, 5), step: "flow/draft", idle: "disabled"),
        Edge(.reference, at: place("app/cases.py", 31, 20), how: "file name given to load_prompt()"),
      ], [Edge(.mention, at: place("README.md", 3, 1))],
      [Edge(.include, at: place("a.md", 1, 1), from: "a.md")],
    ]
    library.verdicts = [
      Verdict(.orphaned), Verdict(.attached), Verdict(.orphaned, .likely, because: "README.md mentions it"),
      Verdict(.included),
    ]
    return library
  }

  private static func prompt(_ id: String, _ path: String, _ format: FormatName) -> Prompt {
    Prompt(
      id: id, path: path, format: format, version: Behaviour.version(of: id.utf8),
      place: Place(path: path, line: 1))
  }

  private static func coverage(
    files: Int, steps: Int, resolved: Int, dynamic: Int = 0, dangling: Int = 0, inline: Int = 0
  ) -> Coverage {
    var coverage = Coverage()
    coverage.files = files
    coverage.steps = steps
    coverage.resolved = resolved
    coverage.dynamic = dynamic
    coverage.dangling = dangling
    coverage.inline = inline
    return coverage
  }
}
