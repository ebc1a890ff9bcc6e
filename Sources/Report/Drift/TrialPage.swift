package import Audit
import PromptLibrary

/// What a trial of operators came to: how far they agree, and the stage that shows.
package struct TrialPage {
  let trial: OperatorTrial

  package init(_ trial: OperatorTrial) { self.trial = trial }

  package var text: String {
    let names = trial.operators.joined(separator: ", ")
    var text =
      "\(trial.operators.count.of("operator")) on \(trial.cases.count.of("common row")): \(names)".visible
      + "\n\n"
    text += block("OUTPUT", trial.output)
    if let closure = trial.closure { text += "\n" + block("CLOSURE", closure) }
    var noted = ""
    if let manual = trial.manual { noted += "carried on by hand: \(manual.rate.percent) of rows\n" }
    if let watched = trial.watched { noted += "watched afterwards: \(watched.rate.percent) of rows\n" }
    if !noted.isEmpty { text += "\n" + noted }
    return text + "\nstage: \(trial.stage.rawValue)\n\(advice)\n"
  }

  private func block(_ title: String, _ agreement: OperatorTrial.Agreement) -> String {
    var lines = ["\(title): \(words(agreement.reading))"]
    let within = agreement.within.map { ", two of one operator on \($0.percent)" } ?? ""
    lines.append("  two operators differ on \(agreement.between.percent) of rows\(within)")
    if let excess = agreement.excess {
      let bounds = excess.bounds(0.9)
      let what = agreement.within == nil ? "differing rows" : "beyond their own repetitions"
      lines.append("  \(what): \(bounds.points) (90 %)")
      if agreement.within != nil {
        lines.append("  \(IntervalBar(excess.estimate, bounds, margin: 0.1).text())")
      }
    }
    if agreement.within != nil {
      lines.append(
        agreement.process.map { "  labels permuted over runs: p \($0.significance)" }
          ?? "  labels permuted over runs: no answer from so few; it takes three operators with three runs each, or five with two"
      )
    }
    return lines.map { $0.visible + "\n" }.joined()
  }

  private func words(_ reading: OperatorTrial.Reading) -> String {
    switch reading {
    case .agree: "they agree"
    case .unsteady: "they differ, each from itself as much as from the others"
    case .differ: "they differ"
    case .cannotTell(let reason): "cannot be told: \(reason)"
    }
  }

  private var advice: String {
    switch trial.stage {
    case .prompt:
      "The same prompt gives different operators different results: what matters is not written down. Standardise the inputs, then the review criteria."
    case .process:
      "Outputs agree and are closed differently: the process is missing. Write down the criteria by which a case is closed."
    case .workflow:
      "Results agree and are carried on by hand: the workflow is missing. Route the output to where it goes."
    case .automation:
      "Results are written back and nobody watches: automation without a system. Watch what comes back."
    case .system: "Operators agree, results go on by themselves, and what comes back is watched."
    case .unknown:
      "The trial does not say; see above what would settle it, or note closure, handoff and watched for every row."
    }
  }

  package var json: JSONValue {
    [
      "version": 1, "operators": .array(trial.operators.map(JSONValue.string)),
      "rows": .int(trial.cases.count),
      "output": json(trial.output), "closure": trial.closure.map(json) ?? .null,
      "manual": trial.manual.map { .double($0.rate) } ?? .null,
      "watched": trial.watched.map { .double($0.rate) } ?? .null, "stage": .string(trial.stage.rawValue),
    ]
  }

  private func json(_ agreement: OperatorTrial.Agreement) -> JSONValue {
    let bounds = agreement.excess?.bounds(0.9)
    let (reading, reason): (String, String?) =
      switch agreement.reading {
      case .agree: ("agree", nil)
      case .unsteady: ("unsteady", nil)
      case .differ: ("differ", nil)
      case .cannotTell(let reason): ("cannot-tell", reason)
      }
    return [
      "reading": .string(reading), "reason": JSONValue(reason), "between": .double(agreement.between),
      "within": agreement.within.map(JSONValue.double) ?? .null,
      "excess90": bounds.map { [.double($0.lowerBound), .double($0.upperBound)] } ?? .null,
      "process_p": agreement.process.map(JSONValue.double) ?? .null,
    ]
  }
}
