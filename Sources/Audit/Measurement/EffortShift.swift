import PromptLibrary
import RealModule

/// A shift of what the same work costs, or of how long it takes.
package struct EffortShift: Sendable {
  package enum Measure: String, Sendable { case cost, tokens, latency }

  package let measure: Measure
  /// New over base.
  package let ratio: Double
  /// For cost and tokens, at 90 %; latency is tested over runs.
  package let interval: ClosedRange<Double>?
  package let p: Double?
  package let baseLines: [Int]
  package let newLines: [Int]
  /// Cases, or for latency runs, that it rests on.
  package let count: Int

  /// The ratios from which a shift matters.
  package static let costRatio = 1.10
  package static let latencyRatio = 1.25
  private static let fewestCases = 10
  private static let fewestRuns = 5
  /// Pairs of cases are averaged, which grows with their square; the first cases stand for the rest.
  private static let mostCases = 200

  package var isAlarm: Bool {
    switch measure {
    case .cost, .tokens: (interval?.lowerBound ?? 0) > Self.costRatio
    case .latency: ratio > Self.latencyRatio && (p ?? 1) <= 0.01
    }
  }

  /// What a text's last runs take, against those before them of the same requested model and cases.
  ///
  /// Where another version answers since, its runs are held against those of the one before it; besides, the last run
  /// against the others of its own version, in which a jump shows at once.
  static func shifts(in runs: PromptRuns, of library: Library, regimes: [Int]) -> [EffortShift] {
    let own = runs.runs.indices.filter {
      regimes.contains(runs.runs[$0].regime) && runs.runs[$0].validity == .valid
    }
    guard let last = own.last else { return [] }
    let regime = runs.regimes[runs.runs[last].regime]
    let alike = own.filter {
      let other = runs.regimes[runs.runs[$0].regime]
      return other.model.requested == regime.model.requested && other.suite == regime.suite
    }
    let since = alike.filter { runs.runs[$0].regime == runs.runs[last].regime }
    let before = alike.filter { $0 < since[0] }
    func shifts(from base: ArraySlice<Int>, to new: ArraySlice<Int>) -> [EffortShift] {
      if base.isEmpty || new.isEmpty { return [] }
      let tables = (base.map { cases($0, runs, library) }, new.map { cases($0, runs, library) })
      let lines = (base.map { runs.runs[$0].line }, new.map { runs.runs[$0].line })
      return [
        perCase(.cost, \.costs, tables, lines, runs.caseIDs.count),
        perCase(.tokens, \.tokens, tables, lines, runs.caseIDs.count),
        latency(tables, lines),
      ].compactMap(\.self)
    }
    let within = shifts(from: since.dropLast().suffix(mostRuns), to: since.suffix(1))
    let across = shifts(from: before.suffix(mostRuns), to: since.suffix(mostRuns))
    return [Measure.cost, .tokens, .latency].compactMap { measure in
      let (step, move) = (within.first { $0.measure == measure }, across.first { $0.measure == measure })
      return step?.isAlarm ?? false ? step : move ?? step
    }
  }

  private static let mostRuns = 10

  private struct Columns {
    var rows: [Int]
    var costs: [Double?]
    var tokens: [Double?]
    var latencies: [Double]
  }

  private static func cases(_ run: Int, _ runs: PromptRuns, _ library: Library) -> Columns {
    let cases = library.runs[runs.runs[run].line].run.cases
    return Columns(
      rows: runs.runs[run].rows, costs: cases.costs,
      tokens: cases.tokensOut.map { $0.map(Double.init) },
      latencies: cases.latencies.compactMap(\.self).filter { $0 > 0 }.sorted())
  }

  /// Per case: the signed ranks of the logarithms of new over base.
  private static func perCase(
    _ measure: Measure, _ column: KeyPath<Columns, [Double?]>, _ tables: ([Columns], [Columns]),
    _ lines: ([Int], [Int]), _ count: Int
  ) -> EffortShift? {
    func means(_ tables: [Columns]) -> [Double?] {
      var sums = [(total: Double, count: Int)](repeating: (0, 0), count: count)
      for table in tables {
        for (row, value) in zip(table.rows, table[keyPath: column]) {
          guard let value, value > 0 else { continue }
          sums[row] = (sums[row].total + value, sums[row].count + 1)
        }
      }
      return sums.map { $0.count > 0 ? $0.total / Double($0.count) : nil }
    }
    let (before, now) = (means(tables.0), means(tables.1))
    let logs = zip(before, now).compactMap { old, new in
      old.flatMap { old in new.map { Double.log($0 / old) } }
    }
    guard logs.count >= fewestCases, let ranks = SignedRank(Array(logs.prefix(mostCases))) else { return nil }
    return EffortShift(
      measure: measure, ratio: Double.exp(ranks.estimate),
      interval: Double.exp(ranks.interval.lowerBound)...Double.exp(ranks.interval.upperBound), p: nil,
      baseLines: lines.0, newLines: lines.1, count: min(mostCases, logs.count))
  }

  /// Over runs: all calls of a run share the provider's load, so that cases are no replicates.
  private static func latency(_ tables: ([Columns], [Columns]), _ lines: ([Int], [Int])) -> EffortShift? {
    func middle(_ table: Columns) -> Double? {
      table.latencies.isEmpty ? nil : Double.log(median(ofSorted: table.latencies))
    }
    let reference = tables.0.compactMap(middle)
    let last = tables.1.compactMap(middle)
    let new = last.reduce(0, +) / Double(max(1, last.count))
    guard reference.count >= fewestRuns, !last.isEmpty,
      let test = RunLevelTest(reference: reference, new: new, floor: 0.02)
    else { return nil }
    let mean = reference.reduce(0, +) / Double(reference.count)
    return EffortShift(
      measure: .latency, ratio: Double.exp(new - mean), interval: nil, p: test.upper, baseLines: lines.0,
      newLines: lines.1, count: reference.count)
  }
}
