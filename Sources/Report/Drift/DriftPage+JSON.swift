import Audit
import PromptLibrary

extension DriftPage {
  package var json: JSONValue {
    let prompt = evidence.library.prompts[drift.prompt]
    return [
      "prompt": .string(prompt.id), "path": .string(prompt.address), "version": .string("\(prompt.version)"),
      "runs": .array(drift.runs.runs.map(json)),
      "comparisons": .array(drift.comparisons.map(json)),
      "operators": drift.operators.map(json) ?? .null,
      "effort": .array(
        drift.effort.map { shift in
          [
            "measure": .string(shift.measure.rawValue), "ratio": .double(shift.ratio),
            "interval": shift.interval.map { [.double($0.lowerBound), .double($0.upperBound)] } ?? .null,
            "p": shift.p.map(JSONValue.double) ?? .null, "alarm": .bool(shift.isAlarm),
          ]
        }),
    ]
  }

  private func json(_ entry: PromptRuns.Entry) -> JSONValue {
    let line = evidence.library.runs[entry.line]
    let validity =
      switch entry.validity {
      case .valid: "valid"
      case .vacuous: "vacuous"
      case .interrupted: "interrupted"
      }
    return [
      "id": .string(line.id), "at": .string("\(line.run.at)"), "path": .string(line.place.path),
      "line": .int(line.place.line), "version": .string(line.run.version),
      "requested": JSONValue(line.run.model.requested), "served": JSONValue(line.run.model.served),
      "operator": JSONValue(line.run.operatorName), "validity": .string(validity),
      "passed": .int(line.run.cases.count(of: .pass)), "failed": .int(line.run.cases.count(of: .fail)),
      "errors": .int(line.run.cases.count(of: .error)),
    ]
  }

  private func json(_ comparison: DriftComparison) -> JSONValue {
    func side(_ share: Proportion, _ lines: [Int]) -> JSONValue {
      let bounds = share.wilson()
      return [
        "runs": .array(lines.map { .string(evidence.library.runs[$0].id) }), "passes": .int(share.passes),
        "trials": .int(share.trials), "wilson95": [.double(bounds.lowerBound), .double(bounds.upperBound)],
      ]
    }
    let bounds = comparison.bounds
    return [
      "kind": .string(comparison.kind.rawValue),
      "verdict": .string(comparison.isJudgeDrift ? "judge-drift" : comparison.verdict.name),
      "improved": .bool(comparison.isImproved),
      "changes": .array(comparison.changes.map { .string($0.words) }),
      "cause": .string(comparison.cause),
      "basis": .string(comparison.basis.name),
      "cases": .int(comparison.scores?.cases.count ?? comparison.cases.count),
      "clusters": JSONValue(comparison.clusters),
      "mean_scores": comparison.scores.map { [.double($0.base), .double($0.new)] } ?? .null,
      "typical_change": comparison.scores?.typical.map(JSONValue.double) ?? .null,
      "base": side(comparison.baseRate, comparison.baseLines),
      "new": side(comparison.newRate, comparison.newLines),
      "estimate": comparison.estimate.map(JSONValue.double) ?? .null,
      "interval90": bounds.map { [.double($0.lowerBound), .double($0.upperBound)] } ?? .null,
      "p": .double(comparison.p), "q": .double(comparison.q),
      "p_exact": .double(comparison.scores?.test.lower ?? comparison.test.regression.exact),
      "p_mid": .double(comparison.scores?.test.lower ?? comparison.test.regression.mid),
      "p_improvement_mid": .double(comparison.scores?.test.upper ?? comparison.test.improvement.mid),
      "p_improvement": .double(comparison.improvementP), "q_improvement": .double(comparison.improvementQ),
      "p_min": .double(comparison.smallestP),
      "p_non_inferior": comparison.estimate.map { _ in .double(comparison.nonInferiority) } ?? .null,
      "margin": .double(comparison.margin),
      "informative": .int(comparison.test.informative),
      "worse": .int(comparison.broken), "better": .int(comparison.mended),
      "churn_p": comparison.churn.map { .double($0.p.mid) } ?? .null,
      "p_churn": comparison.churnP.map(JSONValue.double) ?? .null, "q_churn": .double(comparison.churnQ),
      "other_cases": .bool(comparison.areOthers),
      "agreement": comparison.flakiness.map { .double($0.correlation) } ?? .null,
      "flakiness_growth_p": comparison.flakinessGrowth.map { .double($0.p) } ?? .null,
      "dispersion_p": comparison.dispersion.map { .double($0.p) } ?? .null,
      "rescored": .int(comparison.rescored), "same_answers": .int(comparison.sameAnswers),
      "scorer_p": comparison.rescored > 0 ? .double(comparison.scorer.twoSided) : .null,
      "depends_on_missing": .int(comparison.dependsOnMissing),
      "detector_peak": comparison.peak.map(JSONValue.double) ?? .null,
      "runs_to_alarm": JSONValue(comparison.runsToAlarm),
      "needs_runs": .int(comparison.needsRuns),
      "detectable_drop": comparison.smallestDrop(power: evidence.policy.power).map(JSONValue.double)
        ?? .null,
      "flipped": .array(
        comparison.flipped.map { number, item in
          [
            "case": .string(drift.runs.caseIDs[number]),
            "before": [.int(item.basePasses), .int(item.baseTrials)],
            "now": [.int(item.newPasses), .int(item.newTrials)],
          ]
        }),
    ]
  }

  private func json(_ operators: OperatorComparison) -> JSONValue {
    [
      "cases": .int(operators.cases.count),
      "operators": .array(
        zip(operators.names, operators.rates).map { name, rate in
          ["name": .string(name), "passes": .int(rate.passes), "trials": .int(rate.trials)]
        }),
      "disagreement_between": .double(operators.between),
      "disagreement_within": operators.within.map(JSONValue.double) ?? .null,
      "level_p": operators.level.map(JSONValue.double) ?? .null, "level_q": .double(operators.q),
      "process_p": operators.process.map(JSONValue.double) ?? .null,
      "growth_p": operators.growth.map(JSONValue.double) ?? .null,
      "kappa": operators.runs.kappa.map(JSONValue.double) ?? .null,
    ]
  }
}

extension DriftComparison.Basis {
  fileprivate var name: String {
    switch self {
    case .cases: "cases"
    case .scores: "scores"
    case .counts: "counts"
    }
  }
}
