import Testing

@testable import Audit

/// Drift that was published, and a model of which its users only thought that it had drifted.
@Suite struct RealDataTests {
  /// Cases that broke, were mended, and all, from March to June 2023, of the ten comparisons of Chen, Zaharia and Zou
  /// (arXiv 2307.09009; github.com/lchen001/LLMDrift at 4938eb7, Apache-2.0), and whether the paper has it worse.
  private static let published: [(name: String, broken: Int, mended: Int, count: Int, isWorse: Bool)] = [
    ("gpt-3.5 happy numbers", 70, 158, 500, false), ("gpt-4 happy numbers", 269, 27, 500, true),
    ("gpt-3.5 executable code", 10, 0, 50, true), ("gpt-4 executable code", 23, 2, 50, true),
    ("gpt-3.5 opinions", 38, 74, 1506, false), ("gpt-4 opinions", 1118, 0, 1506, true),
    ("gpt-3.5 primes", 153, 419, 1000, false), ("gpt-4 primes", 476, 147, 1000, true),
    ("gpt-3.5 sensitive questions", 0, 6, 100, false), ("gpt-4 sensitive questions", 16, 0, 100, true),
  ]

  @Test func `ten of ten published changes are found, with their direction, as one family`() {
    let tests = Self.published.map {
      StratifiedTest(.pairs(broken: $0.broken, mended: $0.mended, passing: $0.count - $0.broken - $0.mended))
    }
    for (change, test) in zip(Self.published, tests) {
      #expect((test.regression.mid < test.improvement.mid) == change.isWorse, "\(change.name)")
    }
    #expect(Multiplicity.benjaminiHochberg(tests.map(\.twoSided)).allSatisfy { $0 <= 0.10 })
  }

  /// Passes of 133 cases in 19 runs of one model in the summer of 2024, whose author found no degradation
  /// (github.com/Aider-AI/aider at 5dc9490, Apache-2.0).
  private static let sonnet = [77, 79, 78, 79, 78, 83, 77, 79, 78, 76, 77, 79, 77, 73, 75, 75, 84, 85, 76]

  @Test func `a model of which people only thought that it got worse stays silent`() throws {
    let rates = Self.sonnet.map { Double($0) / 133 }
    var detector = ShiryaevRoberts()
    var single = 0
    for run in 2..<rates.count {
      let test = try #require(
        RunLevelTest(reference: Array(rates[..<run]), new: rates[run], floor: 0.5 / 133))
      detector.observe(test.lower)
      if test.lower <= 0.05 { single += 1 }
    }
    #expect(agree(detector.peak, 94.398, to: 1e-4))
    #expect(detector.peak < ShiryaevRoberts.limit(looksPerPeriod: 52, alarmRate: 0.05))
    // A test at each look would have cried wolf.
    #expect(single == 1)
  }
}
