import FoundationEssentials
import Glibc
import Testing

@testable import Audit

/// The design's simulations of a whole library, beside procedures that were weighed and are not used.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["SELF_TEST"] != nil), .serialized)
struct LibrarySelfTest {
  @Test func `a library's year: two thousand prompts, forty of which drift`() {
    var generator = SplitMix64(seed: 4)
    let years = (0..<4).map { _ in LibraryYear(&generator) }
    func mean(_ value: (LibraryYear) -> Double) -> Double {
      years.reduce(0) { $0 + value($1) } / Double(years.count)
    }
    let ways = LibraryYear.names.indices
    let wrong = ways.map { way in mean { Double($0.wrong(way)) } }
    let found = ways.map { way in mean { Double($0.found(way)) } }
    // By the design: flagged falsely, found of forty, median delay.
    let design = [
      0: " (design 0, 35.2 and 2.2)", 5: " (design 1,274)",
    ]
    for (way, name) in LibraryYear.names.enumerated() {
      print(
        "a library's year, \(name): \(wrong[way].rounded(to: 1)) flagged falsely, \(found[way].rounded(to: 1)) of 40 found, after \(mean { $0.delay(way) }.rounded(to: 1)) weeks (median)\(design[way] ?? "")"
      )
    }
    #expect(wrong[0] <= 1.5 && found[0] >= 28)
    // Stricter procedures find no more, and the rule of thumb flags half the library.
    #expect(found[1] <= found[0] && found[2] <= found[1] && found[4] < found[0])
    #expect(wrong[5] > 1_000)
  }

  @Test func `a model's update: two thousand prompts, forty of which lose twenty points`() {
    let names = [
      "screened, confirmed, Benjamini-Hochberg (in use)", "Benjamini-Hochberg on one run",
      "Benjamini-Yekutieli",
      "Holm", "e-values, e-BH", "p up to 0.05",
    ]
    // False alarms and prompts found, by the design.
    let design: [(Double, Double)?] = [(1.1, 30.1), (0.3, 16.4), (0.1, 11.4), nil, (0, 9.6), (41, 30.9)]
    var generator = SplitMix64(seed: 6)
    let replicates = 20
    var (wrong, right) = ([Int](repeating: 0, count: names.count), [Int](repeating: 0, count: names.count))
    for _ in 0..<replicates {
      var members: [LibraryEvent.Member] = []
      var eValues: [Double] = []
      for index in 0..<LibraryYear.prompts {
        let (before, rate) = SimulatedSuite.ofLibrary(&generator)
        let after = index < LibraryYear.drifting ? before.broken(by: 0.2, passRate: rate, &generator) : before
        let (base, new) = (before.passes(3, &generator), after.passes(1, &generator))
        let cases = base.indices.map { PairedCase(base[$0], of: 3, then: new[$0], of: 1) }
        let first = StratifiedTest(cases)
        eValues.append(exp(EValue.logarithm(cases)))
        guard first.regression.mid <= LibraryEvent.screen else {
          members.append(LibraryEvent.Member(first: first, pooled: first, newRuns: 1))
          continue
        }
        let more = after.passes(LibraryEvent.confirmingRuns, &generator)
        let pooled = StratifiedTest(
          base.indices.map {
            PairedCase(base[$0], of: 3, then: new[$0] + more[$0], of: 1 + LibraryEvent.confirmingRuns)
          })
        members.append(
          LibraryEvent.Member(first: first, pooled: pooled, newRuns: 1 + LibraryEvent.confirmingRuns))
      }
      let p = members.map(\.screenP)
      func found(_ q: [Double], _ rate: Double = 0.10) -> [Int] { q.indices.filter { q[$0] <= rate } }
      let outcomes = LibraryEvent(members).outcomes
      for (index, prompts) in [
        outcomes.indices.filter { outcomes[$0].isFound }, found(Multiplicity.benjaminiHochberg(p)),
        found(Multiplicity.benjaminiYekutieli(p)), found(Multiplicity.holm(p)),
        Multiplicity.found(eValues: eValues, rate: 0.10), found(p, 0.05),
      ].enumerated() {
        wrong[index] += prompts.count { $0 >= LibraryYear.drifting }
        right[index] += prompts.count { $0 < LibraryYear.drifting }
      }
    }
    func mean(_ sum: Int) -> Double { Double(sum) / Double(replicates) }
    for (index, name) in names.enumerated() {
      func says(_ value: Double?) -> String { value.map { " (design \($0.rounded(to: 1)))" } ?? "" }
      print(
        "a model's update, \(name): \(mean(wrong[index]).rounded(to: 1)) flagged falsely\(says(design[index]?.0)), \(mean(right[index]).rounded(to: 1)) of 40 found\(says(design[index]?.1))"
      )
    }
    #expect(mean(wrong[0]) < 3 && abs(mean(right[0]) - 30.1) < 4)
    #expect(right[0] > right[1] && right[1] > right[2] && right[2] >= right[3] && right[1] > right[4])
  }
}
