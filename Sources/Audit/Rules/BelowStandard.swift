import PromptLibrary

extension Rule {
  static let belowStandard = Rule(
    name: "below-standard",
    level: .error,
    summary: "The evidence says that a step's quality standard is not met.",
    why: """
      The step promises a pass rate, and the runs of its prompt rule it out: the upper end of the exact 90 % interval \
      lies below it. A rate that is below the standard and could be above it by chance is not reported.
      """,
    remedy: "Mend the prompt, take the step back to a person, or lower the standard openly.",
    flagged: [
      Example(
        "70 of 100 cases pass, and 95 % are promised", count: 1, files,
        adding: { $0.addRuns([.outcomes(passed: 70, failed: 30)]) })
    ],
    accepted: [
      Example(
        "9 of 10 pass, which may be chance", files, adding: { $0.addRuns([.outcomes(passed: 9, failed: 1)]) }),
      Example("Nothing was run", files),
    ],
    check: .step { workflow, step, evidence in
      guard let standard = step.governance?.passRate else { return [] }
      return evidence.prompts(at: "\(workflow.id)/\(step.id)").flatMap { index in
        evidence.measurements(of: index).compactMap { measurement in
          guard measurement.counts, let rate = measurement.rate, rate.trials > 0 else { return nil }
          let bounds = rate.exact(0.9)
          guard bounds.upperBound < standard.value else { return nil }
          let prompt = evidence.library.prompts[index]
          return Problem(
            """
            It promises \(standard.value.percent), and '\(prompt.id)' passes \(rate.rate.percent)\(measurement.onTarget) \
            (90 % interval \(bounds.percent)).
            """, at: standard.place, evidence: measurement.span(in: evidence.library),
            detail: [prompt.id, measurement.target ?? ""].joined(separator: " "))
        }
      }
    })

  private static let files = [
    "sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n",
    "flow.yaml": "id: sorting\nsteps:\n  - id: sort\n    uses: [sort]\n    standard: {pass_rate: 0.95}\n",
  ]
}
