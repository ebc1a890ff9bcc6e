import PromptLibrary

extension Rule {
  static let underpoweredSuite = Rule(
    name: "underpowered-suite",
    level: .note,
    summary: "The suite has too few cases to see the drop that matters.",
    why: """
      On ten cases a quarter of the passes can go before a comparison tells it from chance. The smallest drop is \
      reckoned for five runs on each side, with the pass rate and the flakiness that were seen; the drop that matters \
      is the policy's `minimum_drop`. Where flakiness alone is to blame, it is `flaky-suite`. Scores from 0 to 1 are \
      reckoned with alike, by their spread; of others nobody has said what a point is worth.
      """,
    remedy: "Add cases to its suite, or raise policy.minimum_drop to what you could bear not to see.",
    flagged: [
      Example("Twelve cases", count: 1, files, adding: { $0.addRuns([.outcomes(passed: 10, failed: 2)]) })
    ],
    accepted: [
      Example("Two hundred cases", files, adding: { $0.addRuns([.outcomes(passed: 180, failed: 20)]) })
    ],
    check: .prompt { index, prompt, evidence in
      guard prompt.asksForEvidence,
        let weak = evidence.measurements(of: index).last(where: { $0.kind == .underpowered }),
        let sight = weak.sight,
        evidence.flakiness(behind: weak, of: index) == nil
      else { return [] }
      let policy = evidence.policy
      let sees =
        sight.smallestDrop(power: policy.power).map { "it can see a drop of \($0.points) at best" }
        ?? "it can see no drop at all"
      let needed = sight.casesNeeded(drop: policy.minimumDrop, power: policy.power)
      let wish = needed.map { "; for \(policy.minimumDrop.points) it takes \($0)" } ?? ""
      return [
        Problem(
          "Its suite has \(sight.cases.of("case")): \(sees)\(wish).", at: prompt.place,
          evidence: weak.span(in: evidence.library))
      ]
    })

  private static let files = ["sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n"]
}
