import PromptLibrary

/// What several people, or clients, made of one prompt: the same text, model and cases.
package struct OperatorComparison: Sendable {
  package let names: [String]
  package let runs: OperatorRuns
  /// The runs' places in the library's runs.
  package let lines: [Int]
  /// Common cases' numbers.
  package let cases: [Int]
  /// Whether operators' pass rates differ, by cases.
  package let level: Double?
  /// Whether they differ more than their own runs do; nil when the design cannot tell.
  package let process: Double?
  /// How much more often two operators' runs disagree on a case than two runs of one operator.
  package let excess: PairedInterval?
  package let between: Double
  package let within: Double?
  /// Whether operators differ more in the later half of their runs than in the earlier one; nil where one of them has
  /// fewer than four.
  package let growth: Double?
  /// The p-value among all prompts that several operators ran.
  package var q = 1.0

  /// Runs of each operator that are looked at: the last ones.
  private static let mostRuns = 10

  /// Nil unless the regime that was run last has valid runs by two operators on common cases.
  init?(_ all: PromptRuns, in library: Library) {
    guard let last = all.runs.last(where: { $0.validity == .valid }) else { return nil }
    var byName: [String: [Int]] = [:]
    for run in all.valid(in: last.regime) {
      if let name = library.runs[all.runs[run].line].run.operatorName {
        byName[name, default: []].append(run)
      }
    }
    guard byName.count > 1 else { return nil }
    let names = byName.keys.sorted()
    var chosen: [Int] = []
    var operators: [Int] = []
    for (index, name) in names.enumerated() {
      let own = byName[name]!.suffix(Self.mostRuns)
      chosen += own
      operators += own.map { _ in index }
    }
    // The first trial of each case in each run; a case that any run lacks is left out.
    var outcomes = [[Int?]](repeating: [Int?](repeating: nil, count: chosen.count), count: all.caseIDs.count)
    for (column, run) in chosen.enumerated() {
      let entry = all.runs[run]
      for (row, outcome) in zip(entry.rows, library.runs[entry.line].run.cases.outcomes)
      where outcomes[row][column] == nil {
        if outcome == .pass { outcomes[row][column] = 1 }
        if outcome == .fail { outcomes[row][column] = 0 }
      }
    }
    let common = outcomes.indices.filter { !outcomes[$0].contains(nil) }
    guard !common.isEmpty,
      let runs = OperatorRuns(passes: common.map { outcomes[$0].compactMap(\.self) }, operators: operators)
    else { return nil }
    self.init(names: names, runs: runs, lines: chosen.map { all.runs[$0].line }, cases: common)
  }

  package init(names: [String], runs: OperatorRuns, lines: [Int] = [], cases: [Int]) {
    self.names = names
    self.runs = runs
    self.lines = lines
    self.cases = cases
    level = runs.levelTest?.p
    process = runs.permutationTest(.profile, seed: UInt64(cases.count))
    let across = runs.disagreement(between: true) ?? []
    let own = runs.disagreement(between: false)
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(1, values.count)) }
    between = mean(across)
    within = own.map(mean)
    growth = runs.halves.flatMap { earlier, later in
      guard let before = VarianceComponents(earlier), let after = VarianceComponents(later),
        before.betweenOperators > 0
      else { return nil }
      return before.growth(to: after)
    }
    excess = own.flatMap { PairedInterval(differences: zip(across, $0).map { $0 - $1 }, pseudo: 1) }
  }

  /// The share of common cases that each operator's runs passed, in the order of names.
  package var rates: [Proportion] {
    names.indices.map { name in
      let own = runs.operators.indices.filter { runs.operators[$0] == name }
      let passed = runs.passes.reduce(0) { sum, row in sum + own.reduce(0) { $0 + row[$1] } }
      return Proportion(passed, of: own.count * cases.count)
    }
  }
}
