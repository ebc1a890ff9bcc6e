import PromptLibrary

extension Rule {
  static let unvalidatedModel = Rule(
    name: "unvalidated-model",
    level: .warning,
    summary: "The prompt was run, and not on a model that it is written for or that is in use.",
    why:
      "What holds on one model need not hold on the next. A prompt without a model of its own is asked for on those in use (`models.current`).",
    remedy: "Run its cases on that model: shelflife validate {prompt}",
    flagged: [
      Example(
        "It names another model than it was run on", count: 1, files("openai/gpt-4.1"),
        adding: { $0.addRuns([.outcomes(passed: 20)]) })
    ],
    accepted: [
      Example(
        "It was run on its model", files("openai/gpt-4o"), adding: { $0.addRuns([.outcomes(passed: 20)]) }),
      Example(
        "It was run through another provider's door", files("gpt-4o"),
        adding: { $0.addRuns([.outcomes(passed: 20)]) }),
    ],
    check: .prompt { index, prompt, evidence in
      guard prompt.asksForEvidence else { return [] }
      return evidence.measurements(of: index).filter { $0.kind == .wrongModel }.map { measurement in
        Problem(
          "It has no run\(measurement.onTarget).", at: prompt.place,
          evidence: measurement.span(in: evidence.library),
          detail: measurement.target ?? "")
      }
    })

  private static func files(_ model: String) -> [String: String] {
    ["sort.prompt.yml": "model: \(model)\nmessages: [{role: user, content: Sort this row.}]\n"]
  }
}
