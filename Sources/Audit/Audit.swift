package import PromptLibrary

/// What an audit came to.
package struct AuditResult: Sendable {
  /// Open, waived and baselined, in order of path, line and rule.
  package var findings: [Finding]
  /// How many rules the configuration switched off.
  package var rulesOff: Int
  /// Lines of the baseline whose finding is gone.
  package var goneFromBaseline: [String]
}

/// Judges a library by every rule that is on, or by some of them, then holds the findings against waivers and baseline.
///
/// Up to `jobs` threads judge at once; the result does not depend on how many. What is below a level is left out.
package func audit(
  _ evidence: Evidence, baseline: Baseline? = nil, only names: Set<String>? = nil, from level: Level = .note,
  jobs: Int = 1
) -> AuditResult {
  let configuration = evidence.library.configuration
  var (rules, rulesOff) = Rule.inForce(configuration)
  if let names { rules.removeAll { !names.contains($0.name) } }
  var findings = unsortedFindings(evidence, rules: rules, from: level, jobs: jobs)
  let outcomes = waive(&findings, evidence, rules: rules)
  findings += judge(outcomes, evidence, rules: rules)
  let gone = baseline?.apply(to: &findings) ?? []
  let hidden = [Glob](configuration.reportExclude)
  if !hidden.isEmpty { findings.removeAll { hidden.match($0.place.path) } }
  return AuditResult(findings: inOrder(findings), rulesOff: rulesOff, goneFromBaseline: gone)
}

/// Findings in order; their positions are sorted, since a sort of findings, which are large, copies each many times.
private func inOrder(_ findings: [Finding]) -> [Finding] {
  let order = findings.withUnsafeBufferPointer { findings in
    findings.indices.sorted { findings[$0] < findings[$1] }
  }
  return order.map { findings[$0] }
}

extension [Finding] {
  /// Whether each comes before the next; looked at where they lie, since a finding is large.
  package var isInOrder: Bool {
    withUnsafeBufferPointer { findings in
      findings.indices.dropFirst().allSatisfy { !(findings[$0] < findings[$0 - 1]) }
    }
  }
}

/// Every finding of every rule, before waivers and baseline; in order of path, line and rule.
package func judge(_ evidence: Evidence, rules: [Rule] = Rule.all) -> [Finding] {
  inOrder(unsortedFindings(evidence, rules: rules))
}

private func unsortedFindings(
  _ evidence: Evidence, rules: [Rule], from level: Level = .note, jobs: Int = 1
) -> [Finding] {
  // Rules take turns on each prompt, and not prompts on each rule: a prompt is taken out of the array once.
  let promptRules = rules.filter(\.judgesPrompts)
  let prompts = evidence.library.prompts
  var findings = concurrentFlatMap(prompts.count, jobs: jobs) { range in
    var findings: [Finding] = []
    for index in range {
      let prompt = prompts[index]
      for position in promptRules.indices {
        // Taken out of its rule here: a function out of an array of them is called with copies of all that it is given.
        guard case .prompt(let check) = promptRules[position].check else { continue }
        for problem in check(index, prompt, evidence) where promptRules[position].level(of: problem) >= level
        {
          findings.append(
            Finding(problem, of: promptRules[position], about: problem.subject ?? .prompt(id: prompt.id)))
        }
      }
    }
    return findings
  }
  findings += concurrentFlatMap(rules.count, size: 1, jobs: jobs) { range in
    range.flatMap { findingsOverAll(rules[$0], evidence, from: level) }
  }
  return findings
}

/// What a rule says that looks at steps, workflows or the library as a whole.
private func findingsOverAll(_ rule: Rule, _ evidence: Evidence, from level: Level) -> [Finding] {
  var findings: [Finding] = []
  func add(_ problems: [Rule.Problem], _ subject: @autoclosure () -> Subject) {
    for problem in problems where rule.level(of: problem) >= level {
      findings.append(Finding(problem, of: rule, about: problem.subject ?? subject()))
    }
  }
  switch rule.check {
  case .step(let check):
    for workflow in evidence.library.workflows {
      for step in workflow.steps {
        add(check(workflow, step, evidence), .step(workflow: workflow.id, step: step.id))
      }
    }
  case .workflow(let check):
    for workflow in evidence.library.workflows { add(check(workflow, evidence), .workflow(id: workflow.id)) }
  case .library(let check): add(check(evidence), .library)
  case .prompt, .waiver: break
  }
  return findings
}

/// What the rules on waivers say, which only the other rules' findings can decide.
private func judge(_ outcomes: [WaiverOutcome], _ evidence: Evidence, rules: [Rule]) -> [Finding] {
  rules.flatMap { rule -> [Finding] in
    guard case .waiver(let check) = rule.check else { return [] }
    return outcomes.flatMap { outcome in
      check(outcome, evidence).map {
        Finding($0, of: rule, about: $0.subject ?? .file(path: outcome.waiver.place.path))
      }
    }
  }
}

extension Rule {
  /// How much a problem matters: what the rule says, or less.
  func level(of problem: Problem) -> Level { min(level, problem.level ?? level) }

  fileprivate var judgesPrompts: Bool {
    if case .prompt = check { true } else { false }
  }

  /// The rules that a configuration leaves on, at the levels it gives them, and how many it switches off.
  package static func inForce(_ configuration: Configuration) -> (rules: [Rule], off: Int) {
    var levels: [String: String] = [:]
    for entry in configuration.rules {
      if let rule = named(entry.rule.value) { levels[rule.name] = entry.level }
    }
    let rules = all.compactMap { rule -> Rule? in
      var rule = rule
      if levels[rule.name] == "off" || rule.isOptIn && levels[rule.name] == nil { return nil }
      rule.level = levels[rule.name].flatMap { Level(rawValue: $0) } ?? rule.level
      return rule
    }
    return (rules, all.count { levels[$0.name] == "off" })
  }
}
