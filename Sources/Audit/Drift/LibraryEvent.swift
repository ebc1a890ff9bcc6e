/// One cause that touches many prompts, as a model's update: screened with one run each, confirmed where that is in
/// doubt.
///
/// The confirming p-value pools all new runs of a selected prompt and is 1 for the others; it is never smaller than had
/// every prompt been run again, so that it needs no penalty.
package struct LibraryEvent: Sendable {
  /// The mid-p up to which a prompt is run again.
  package static let screen = 0.10
  /// How many more runs confirm or clear a selected prompt.
  package static let confirmingRuns = 4
  /// The false discovery rate over the prompts of one event.
  package static let rate = 0.10

  /// One prompt's part: its first new run against the baseline, and all its new runs where there are more.
  package struct Member: Sendable {
    package var first: StratifiedTest
    package var pooled: StratifiedTest
    /// What all new runs come to: the pooled mid-p, or more where runs shake.
    package var p: Double
    package var newRuns: Int
    /// What the screen sees: the first run's mid-p, where its cases pass or fail.
    package var screenP: Double
    /// The same two of an improvement, which is a family of its own.
    package var improvementP: Double
    package var improvementScreenP: Double

    package init(
      first: StratifiedTest, pooled: StratifiedTest, p: Double? = nil, newRuns: Int, screenP: Double? = nil,
      improvementP: Double? = nil, improvementScreenP: Double? = nil
    ) {
      self.screenP = screenP ?? first.regression.mid
      self.improvementScreenP = improvementScreenP ?? first.improvement.mid
      self.first = first
      self.pooled = pooled
      self.p = p ?? pooled.regression.mid
      self.improvementP = improvementP ?? pooled.improvement.mid
      self.newRuns = newRuns
    }
  }

  /// What became of one prompt.
  package struct Outcome: Sendable, Equatable {
    /// The p-value that counts; 1 when the screen did not select the prompt.
    package var p: Double
    /// The p-value among all prompts of the event.
    package var q: Double
    /// The q-value of an improvement, among all prompts of the event.
    package var improvementQ: Double
    package var isFound: Bool
    /// Selected, and not yet run as often as it takes to confirm.
    package var needsRuns: Int
  }

  package let outcomes: [Outcome]
  package let pooled: PooledShift

  package init(_ members: [Member], rate: Double = Self.rate) {
    // More runs than the screen asks for count for all alike, selected or not.
    let p = members.map { $0.screenP <= Self.screen ? $0.p : 1 }
    let q = Multiplicity.benjaminiHochberg(p)
    let improvementQ = Multiplicity.benjaminiHochberg(
      members.map { $0.improvementScreenP <= Self.screen ? $0.improvementP : 1 })
    outcomes = members.indices.map { index in
      let member = members[index]
      let isSelected = member.screenP <= Self.screen
      return Outcome(
        p: p[index], q: q[index], improvementQ: improvementQ[index], isFound: q[index] <= rate,
        needsRuns: isSelected ? max(0, 1 + Self.confirmingRuns - member.newRuns) : 0)
    }
    pooled = PooledShift(members.map(\.first))
  }
}
