import PromptLibrary

extension Library {
  /// Adds runs of the first prompt to an example, one a text of outcomes and one a day, over cases named c1, c2 and on.
  mutating func addRuns(
    _ outcomes: [String], on model: Run.Model = Run.Model(requested: "openai/gpt-4o"), version: String? = nil,
    from day: String = "2026-11-01", suite: String = "5a1e", operators: [String] = [],
    _ change: (inout Run) -> Void = { _ in }
  ) {
    guard let prompt = prompts.first, let first = CalendarDay(day) else { return }
    for (index, letters) in outcomes.enumerated() {
      let number = runs.count + 1
      let time = Timestamp(seconds: (first.number + index) * 86_400 + 36_000)
      var run = Run(at: time, prompt: prompt.id, version: version ?? "\(prompt.version)")
      run.id = "run-\(number)"
      run.model = model
      run.suite = Run.Suite(name: "rows", hash: suite)
      run.operatorName = operators.isEmpty ? nil : operators[index % operators.count]
      run.cases.outcomes = letters.utf8.compactMap(Outcome.init(letter:))
      run.cases.ids = run.cases.outcomes.indices.map { "c\($0 + 1)" }
      change(&run)
      runs.append(
        RunLine(
          run: run, place: Place(path: "library/runs/2026/11/a.jsonl", line: number),
          content: Behaviour.version(of: "\(number)".utf8)))
    }
  }
}

extension String {
  /// So many passes, then so many failures.
  static func outcomes(passed: Int, failed: Int = 0) -> String {
    String(repeating: "p", count: passed) + String(repeating: "f", count: failed)
  }
}
