import PromptLibrary

extension Rule {
  static let flakySuite = Rule(
    name: "flaky-suite",
    level: .note,
    summary: "Cases disagree with themselves so much that the suite cannot see what it could see otherwise.",
    why: """
      A case that passes by a coin's toss says little of a change. Told where the same suite with cases of the usual \
      steadiness (an agreement of 0.7) would see the drop that matters, and with these does not.
      """,
    remedy: "Look at the cases that both pass and fail; make their criteria or their input definite.",
    flagged: [
      Example(
        "Half of a hundred cases toss coins", count: 1, files,
        adding: {
          $0.addRuns([
            .outcomes(passed: 75, failed: 25), String(String.outcomes(passed: 75, failed: 25).reversed()),
            .outcomes(passed: 75, failed: 25),
          ])
        })
    ],
    accepted: [
      Example(
        "The same fail each time", files,
        adding: { $0.addRuns([String](repeating: .outcomes(passed: 150, failed: 50), count: 3)) }),
      Example(
        "A suite that is too small either way", files,
        adding: { $0.addRuns(["ppppffpppp", "ffpppppppp", "ppppppppff"]) }),
    ],
    check: .prompt { index, prompt, evidence in
      guard prompt.asksForEvidence,
        let measurement = evidence.measurements(of: index).last(where: { $0.kind == .underpowered }),
        let flakiness = evidence.flakiness(behind: measurement, of: index)
      else { return [] }
      return [
        Problem(
          """
          \(flakiness.flaky) of \(flakiness.repeated.of("repeated case")) both passed and failed; were they as \
          steady as cases usually are, its suite would see a drop of \(evidence.policy.minimumDrop.points).
          """, at: prompt.place, evidence: measurement.span(in: evidence.library))
      ]
    })

  private static let files = ["sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n"]
}
