import PromptLibrary

extension Measurement {
  /// "on openai/gpt-4o", or nothing where no model is named.
  var onTarget: String { target.map { " on '\($0)'" } ?? "" }

  /// The last of its runs, as a place that supports a finding.
  func span(in library: Library) -> [Evidence.Span] {
    guard let line = lines.last.map({ library.runs[$0] }) else { return [] }
    return [Evidence.Span("the last run, of \(line.day), on \(line.run.model.description)", at: line.place)]
  }
}

extension Run.Model {
  /// The name that was asked for, with the version that answered where it is another.
  package var description: String {
    switch (requested, served) {
    case (let requested?, let served?) where !ModelName(requested).means(ModelName(served)):
      "\(requested) (\(served))"
    case (let name?, _), (nil, let name?): name
    case (nil, nil): "an unnamed model"
    }
  }
}

extension DriftComparison {
  /// "62 % of 50 cases, 84 % before: a drop of 22 points (90 % interval -31 to -12 points)".
  package var figures: String {
    let change = drop >= 0 ? "a drop of \(amount(drop))" : "a gain of \(amount(drop))"
    let reach = bounds.map { " (90 % interval \(range($0)))" } ?? ""
    if let scores {
      return
        "a mean score of \(scores.new.rounded(to: 3)) over \(scores.cases.count.of("case")), \(scores.base.rounded(to: 3)) before: \(change)\(reach)"
    }
    if let unpaired {
      return
        "\(newRate.rate.percent) of \(unpaired.new.trials.of("trial")), \(baseRate.rate.percent) of \(unpaired.base.trials) before, no case on both sides: \(change)\(reach)"
    }
    return
      "\(newRate.rate.percent) of \(cases.count.of("case")), \(baseRate.rate.percent) before: \(change)\(reach)"
  }

  /// A difference in points, or as a score that has no bounds is written; without a sign.
  package func amount(_ value: Double) -> String {
    scores.map(\.isShare) ?? true ? value.points : abs(value).rounded(to: 3)
  }

  /// An interval of such differences, with signs.
  package func range(_ bounds: ClosedRange<Double>) -> String {
    if scores.map(\.isShare) ?? true { return bounds.points }
    func signed(_ value: Double) -> String { (value > 0 ? "+" : "") + value.rounded(to: 3) }
    return "\(signed(bounds.lowerBound)) to \(signed(bounds.upperBound))"
  }

  /// What one side came to: "84 %", or a mean score.
  package func level(isNew: Bool) -> String {
    if let scores { return (isNew ? scores.new : scores.base).rounded(to: 3) }
    return (isNew ? newRate : baseRate).rate.percent
  }

  /// How sure: the p-value among its family.
  package var sureness: String { "p \(p.significance), \(q.significance) among all that were compared" }

  /// The runs on both sides, as places that support a finding.
  func spans(in library: Library) -> [Evidence.Span] {
    func span(_ label: String, _ lines: [Int]) -> [Evidence.Span] {
      guard let last = lines.last.map({ library.runs[$0] }) else { return [] }
      return [
        Evidence.Span(
          "\(label): \(lines.count.of("run")) on \(last.run.model.description) up to \(last.day), \(level(isNew: label == "now"))",
          at: last.place)
      ]
    }
    return span("before", baseLines) + span("now", newLines)
  }

  /// Most of what broke has the same answer as before: its judge changed its mind, and not the model.
  package var isRescored: Bool { rescored > 0 && rescored * 2 >= broken + mended }

  /// The level of a regression: what is not known to matter is no error.
  var level: Level? {
    switch verdict {
    case .regressed: .error
    case .regressedSizeUncertain: .warning
    case .smallRegression: .note
    case .noRegressionWorseThan, .inconclusive, .notComparable: nil
    }
  }
}
