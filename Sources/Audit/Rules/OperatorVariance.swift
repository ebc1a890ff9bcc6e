import PromptLibrary

extension Rule {
  static let operatorVariance = Rule(
    name: "operator-variance",
    level: .warning,
    summary: "Operators get different results from the same prompt, more than their own repetitions explain.",
    why: """
      Two people with the same prompt, model and cases who differ have no process: something that matters is not \
      written down. Asked are both the cases (operators' levels) and the runs (their labels permuted), so that one bad \
      hour is not taken for a person; that takes three operators with three runs each, or five with two.
      """,
    remedy: "Compare what they do by hand, and write it down: shelflife drift {prompt}",
    flagged: [
      Example(
        "One of three fails twelve cases each time", count: 1, files,
        adding: {
          $0.addRuns(
            (0..<9).map { $0 % 3 == 2 ? .outcomes(passed: 28, failed: 12) : .outcomes(passed: 40) },
            operators: ["ada", "ben", "cai"])
        })
    ],
    accepted: [
      Example(
        "Two operators with one run each cannot tell", files,
        adding: {
          $0.addRuns([.outcomes(passed: 40), .outcomes(passed: 28, failed: 12)], operators: ["ada", "ben"])
        }),
      Example(
        "All three are alike", files,
        adding: {
          $0.addRuns(
            [String](repeating: .outcomes(passed: 36, failed: 4), count: 9), operators: ["ada", "ben", "cai"])
        }),
    ],
    check: .prompt { index, prompt, evidence in
      guard prompt.status == .active, let operators = evidence.drift[index]?.operators,
        operators.q <= evidence.policy.alarmRate, let process = operators.process, process <= 0.05
      else { return [] }
      let rates = zip(operators.names, operators.rates).map { "\($0) \($1.rate.percent)" }
      let within = operators.within.map { ", those of one \($0.percent)" } ?? ""
      return [
        Problem(
          """
          Over \(operators.cases.count.of("case")) its operators differ: \(rates.joined(separator: ", ")); two \
          operators' runs disagree on \(operators.between.percent) of cases\(within) (p \(process.significance)).
          """, at: prompt.place,
          evidence: operators.lines.last.map {
            [
              Evidence.Span(
                "the last of \(operators.lines.count.of("run"))", at: evidence.library.runs[$0].place)
            ]
          } ?? [])
      ]
    })

  private static let files = ["sort.prompt.yml": "messages: [{role: user, content: Sort this row.}]\n"]
}
