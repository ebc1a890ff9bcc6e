import FoundationEssentials
import Glibc
import Testing

@testable import Audit

/// What one comparison would say by the tests, the intervals and the planning formula that were weighed and are not used.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["SELF_TEST"] != nil), .serialized)
struct RejectedMethodsSelfTest {
  @Test(arguments: [(20, 1, 1), (20, 3, 3), (50, 3, 1)])
  func `no other test of one comparison sees more at the same alarm rate`(cases: Int, base: Int, new: Int) {
    let names = [
      "stratified, mid-p (in use)", "stratified, exact p", "e-value of 20", "Fisher's mid-p on counts",
      "Boschloo on counts",
    ]
    let boschloo = BoschlooTest(base: cases * base, new: cases * new)
    let draws = 4_000
    func rejections(_ drop: Double, seed: UInt64) -> [Double] {
      var generator = SplitMix64(seed: seed)
      var counts = [Int](repeating: 0, count: names.count)
      for _ in 0..<draws {
        let before = SimulatedSuite(cases, passRate: 0.8, correlation: 0.7, &generator)
        let after = drop > 0 ? before.broken(by: drop, passRate: 0.8, &generator) : before
        let (x, y) = (before.passes(base, &generator), after.passes(new, &generator))
        let pairs = x.indices.map { PairedCase(x[$0], of: base, then: y[$0], of: new) }
        let (old, now) = (x.reduce(0, +), y.reduce(0, +))
        let test = StratifiedTest(pairs)
        let eValue =
          base == 1 && new == 1 ? EValue.logarithm(DiscordantPairs(pairs)) : EValue.logarithm(pairs)
        let fisher = UnpairedComparison(
          Proportion(old, of: cases * base), then: Proportion(now, of: cases * new)
        )
        .fisher
        for (index, isAlarm) in [
          test.regression.mid <= 0.05, test.regression.exact <= 0.05, eValue >= log(20),
          fisher.regression.mid <= 0.05, boschloo.regression(base: old, new: now) <= 0.05,
        ].enumerated() where isAlarm { counts[index] += 1 }
      }
      return counts.map { 100 * Double($0) / Double(draws) }
    }
    let (null, power) = (rejections(0, seed: 7), rejections(0.2, seed: 8))
    for (index, name) in names.enumerated() {
      print(
        "\(cases) cases, \(base) runs against \(new), \(name): false alarms \(null[index].rounded(to: 1)) %, a drop of 20 points found \(power[index].rounded(to: 1)) %"
      )
    }
    #expect(null.allSatisfy { $0 <= 5.6 })
    for other in power.dropFirst() { #expect(other < power[0]) }
  }

  @Test(arguments: [10, 20, 50]) func `the augmented interval covers what it says where others do not`(
    cases: Int
  ) {
    let names = ["augmented t (in use)", "Bonett-Price", "Tango"]
    let draws = 2_000
    var generator = SplitMix64(seed: 9)
    // The worst of 27 settings.
    var worst = [100.0, 100.0, 100.0]
    for passRate in [0.6, 0.8, 0.95] {
      for correlation in [0.4, 0.7, 0.95] {
        let shift = SimulatedSuite.shift(for: 0.1, passRate: passRate, correlation: correlation, &generator)
        for change in ["none", "broken", "harder"] {
          var covered = [0, 0, 0]
          for _ in 0..<draws {
            let before = SimulatedSuite(cases, passRate: passRate, correlation: correlation, &generator)
            let after =
              switch change {
              case "broken": before.broken(by: 0.1, passRate: passRate, &generator)
              case "harder": before.harder(by: shift)
              default: before
              }
            let (x, y) = (before.passes(1, &generator), after.passes(1, &generator))
            let pairs = x.indices.map { PairedCase(x[$0], of: 1, then: y[$0], of: 1) }
            let counts = DiscordantPairs(pairs)
            let truth = change == "none" ? 0 : -0.1
            guard let interval = PairedInterval(pairs) else { continue }
            for (index, bounds) in [interval.bounds(0.9), counts.bonettPrice(0.9), counts.tango(0.9)]
              .enumerated()
            where bounds.contains(truth) { covered[index] += 1 }
          }
          for index in worst.indices {
            worst[index] = min(worst[index], 100 * Double(covered[index]) / Double(draws))
          }
        }
      }
    }
    // By the design, in the same order.
    let design = [10: [96.8, 93.1, 89.2], 20: [92.4, 92.4, 87.6], 50: [91.6, 91.5, 88.5]][cases] ?? []
    for (index, name) in names.enumerated() {
      print(
        "90 % intervals, \(cases) cases, one run against one, \(name): covers \(worst[index].rounded(to: 1)) % at worst of 27 settings (design \(design[index].rounded(to: 1)))"
      )
    }
    #expect(worst[0] > 88 && worst[0] >= worst[1] - 1 && worst[0] > worst[2])
  }

  @Test(arguments: [(20, 1, 1), (20, 3, 1), (50, 3, 3)])
  func `the drop that planning promises is found, and the plain formula's is not`(
    cases: Int, base: Int, new: Int
  ) throws {
    let sight = Sight(cases: cases, baseRuns: base, newRuns: new, passRate: 0.8, correlation: 0.7)
    func found(_ drop: Double) -> Double {
      var generator = SplitMix64(seed: 10)
      let draws = 4_000
      var count = 0
      for _ in 0..<draws {
        let before = SimulatedSuite(cases, passRate: 0.8, correlation: 0.7, &generator)
        let after = before.broken(by: drop, passRate: 0.8, &generator)
        let (x, y) = (before.passes(base, &generator), after.passes(new, &generator))
        let test = StratifiedTest(x.indices.map { PairedCase(x[$0], of: base, then: y[$0], of: new) })
        if test.regression.mid <= 0.05 { count += 1 }
      }
      return 100 * Double(count) / Double(draws)
    }
    let (promised, plain) = (try #require(sight.smallestDrop()), sight.plainSmallestDrop())
    let (seen, seenPlain) = (found(promised), found(plain))
    print(
      "\(cases) cases, \(base) runs against \(new), for a chance of 80 %: the formula in use asks for a drop of \((100 * promised).rounded(to: 1)) points, which is found with \(seen.rounded(to: 1)) %; the plain formula for \((100 * plain).rounded(to: 1)) points, found with \(seenPlain.rounded(to: 1)) %"
    )
    #expect(abs(seen - 80) < 10)
    #expect(seenPlain < seen)
  }
}
