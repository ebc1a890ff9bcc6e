package import PromptLibrary

/// What a side-by-side trial says: whether operators agree as well as they agree with themselves, and which stage that
/// leaves the work at.
package struct OperatorTrial: Sendable {
  package let operators: [String]
  /// Rows that at least two operators did.
  package let cases: [String]
  package let output: Agreement
  /// Nil where closures were not noted for every row.
  package let closure: Agreement?
  /// The share of rows that were carried on by hand; nil where that was not noted.
  package let manual: Proportion?
  package let watched: Proportion?
  package let stage: Stage

  /// How often two results of one row differ, between operators and within one.
  package struct Agreement: Sendable {
    package let between: Double
    /// Nil where no operator did a row twice.
    package let within: Double?
    /// Between minus within over rows; without repetitions, the share of rows that differ.
    package let excess: PairedInterval?
    /// The chance of so much when labels of operators mean nothing; nil where the design has no power.
    package let process: Double?
    package let reading: Reading
  }

  package enum Reading: Sendable, Equatable {
    case agree
    case differ
    /// They differ, and each as much from itself: by chance, and not by who ran it.
    case unsteady
    /// What is seen may be operators or chance, and why that cannot be told.
    case cannotTell(String)
  }

  /// The stages of the work, as far as variance shows them.
  package enum Stage: String, Sendable {
    case prompt, process, workflow, automation, system
    case unknown
  }

  /// The excess of disagreement that is still agreement.
  static let margin = 0.10

  /// Nil below two operators or where no row is common to two.
  package init?(_ sheet: TrialSheet) {
    let names = Set(sheet.rows.map(\.operatorName)).sorted()
    guard names.count > 1 else { return nil }
    var rows: [String: [TrialSheet.Row]] = [:]
    for row in sheet.rows { rows[row.caseID, default: []].append(row) }
    let common = rows.keys.filter { id in Set(rows[id]!.map(\.operatorName)).count > 1 }.sorted()
    guard !common.isEmpty else { return nil }
    operators = names
    cases = common
    let kept = common.map { rows[$0]! }
    output = Agreement(kept.map { $0.map { ($0.operatorName, $0.output) } }, operators: names)
    let isClosed = kept.allSatisfy { $0.allSatisfy { $0.closure != nil } }
    closure =
      isClosed
      ? Agreement(kept.map { $0.map { ($0.operatorName, $0.closure ?? "") } }, operators: names) : nil
    func share(_ path: KeyPath<TrialSheet.Row, Bool?>) -> Proportion? {
      let noted = sheet.rows.compactMap { $0[keyPath: path] }
      return noted.count == sheet.rows.count ? Proportion(noted.count(where: \.self), of: noted.count) : nil
    }
    manual = share(\.isManual)
    watched = share(\.isWatched)
    stage = Self.stage(output.reading, closure?.reading, manual, watched)
  }

  /// Each answer rests on the one before: where outputs differ, closures say nothing of the process.
  private static func stage(
    _ output: Reading, _ closure: Reading?, _ manual: Proportion?, _ watched: Proportion?
  ) -> Stage {
    switch output {
    case .differ, .unsteady: return .prompt
    case .cannotTell: return .unknown
    case .agree: break
    }
    guard let closure else { return .unknown }
    switch closure {
    case .differ, .unsteady: return .process
    case .cannotTell: return .unknown
    case .agree: break
    }
    guard let manual else { return .unknown }
    if manual.passes > 0 { return .workflow }
    guard let watched else { return .unknown }
    return watched.passes < watched.trials ? .automation : .system
  }
}

extension OperatorTrial.Agreement {
  /// Results by row, each with its operator.
  init(_ rows: [[(name: String, value: String)]], operators: [String]) {
    var differences: [Double] = []
    var (across, own) = ([Double](), [Double]())
    for row in rows {
      var (pairs, apart, alone, aloneApart) = (0, 0, 0, 0)
      for a in row.indices {
        for b in row.indices where b > a {
          let isApart = row[a].value.folded != row[b].value.folded
          if row[a].name == row[b].name {
            alone += 1
            aloneApart += isApart ? 1 : 0
          } else {
            pairs += 1
            apart += isApart ? 1 : 0
          }
        }
      }
      if pairs > 0 { across.append(Double(apart) / Double(pairs)) }
      if alone > 0 { own.append(Double(aloneApart) / Double(alone)) }
      if pairs > 0, alone > 0 {
        differences.append(Double(apart) / Double(pairs) - Double(aloneApart) / Double(alone))
      }
    }
    func mean(_ values: [Double]) -> Double {
      values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    }
    between = mean(across)
    within = own.isEmpty ? nil : mean(own)
    // Without repetitions two operators' share of rows apart bounds the excess from above, and nothing from below.
    excess = PairedInterval(differences: own.isEmpty ? across : differences, pseudo: 1)
    process = OperatorRuns(rows, operators: operators)?.permutationTest(.profile, seed: UInt64(rows.count))
    // That operators differ no more than one does from itself is no agreement where that is much.
    let isUnsteady =
      (PairedInterval(differences: own, pseudo: 1)?.bounds(0.9).lowerBound ?? 0) > OperatorTrial.margin
    let found = Self.reading(own.isEmpty, excess, process, rows.count)
    reading = found == .agree && isUnsteady ? .unsteady : found
  }

  private static func reading(
    _ isUnrepeated: Bool, _ excess: PairedInterval?, _ process: Double?, _ rows: Int
  ) -> OperatorTrial.Reading {
    guard let bounds = excess?.bounds(0.9) else {
      return .cannotTell("no row was done by two operators twice")
    }
    if bounds.upperBound <= OperatorTrial.margin { return .agree }
    if isUnrepeated {
      return .cannotTell(
        "each operator did each row once, so that what differs may be the operator or chance; let each do every row twice"
      )
    }
    if bounds.lowerBound > 0 {
      // The same rows were seen by all; one operator's bad hour is not a process.
      if let process, process > 0.05 {
        return .cannotTell("operators' own repetitions explain it (p \(process.significance))")
      }
      return .differ
    }
    return .cannotTell(
      "\(rows.of("row")) leave open anything from \((bounds.lowerBound * 100).rounded(to: 0)) to \((bounds.upperBound * 100).rounded(to: 0)) points; add rows"
    )
  }
}

extension OperatorRuns {
  /// The rows as runs by operator and repetition, a column for each value: only where every operator did every row alike
  /// often.
  fileprivate init?(_ rows: [[(name: String, value: String)]], operators: [String]) {
    guard let first = rows.first else { return nil }
    let counts = operators.map { name in first.count { $0.name == name } }
    guard let each = counts.first, each > 1, counts.allSatisfy({ $0 == each }) else { return nil }
    var passes: [[Int]] = []
    for row in rows {
      let values = operators.map { name in row.filter { $0.name == name }.map(\.value.folded) }
      guard values.allSatisfy({ $0.count == each }) else { return nil }
      let all = values.flatMap(\.self)
      for value in Set(all).sorted() { passes.append(all.map { $0 == value ? 1 : 0 }) }
    }
    self.init(passes: passes, operators: operators.indices.flatMap { [Int](repeating: $0, count: each) })
  }
}

extension String {
  /// Case and spaces at its ends make no difference to a result.
  fileprivate var folded: String { lowercased() }
}
