import PromptLibrary

/// Every finding of every rule that is on, before waivers and baseline; in order of path, line and rule.
package func judge(_ evidence: Evidence, rules: [Rule] = Rule.all) -> [Finding] {
  var findings: [Finding] = []
  for rule in rules {
    func add(_ problems: [Rule.Problem], _ subject: Subject) {
      for problem in problems {
        findings.append(Finding(problem, of: rule, about: problem.subject ?? subject))
      }
    }
    switch rule.check {
    case .prompt(let check):
      for (index, prompt) in evidence.library.prompts.enumerated() {
        add(check(index, prompt, evidence), .prompt(id: prompt.id))
      }
    case .step(let check):
      for workflow in evidence.library.workflows {
        for step in workflow.steps {
          add(check(workflow, step, evidence), .step(workflow: workflow.id, step: step.id))
        }
      }
    case .workflow(let check):
      for workflow in evidence.library.workflows {
        add(check(workflow, evidence), .workflow(id: workflow.id))
      }
    case .library(let check): add(check(evidence), .library)
    }
  }
  return findings.sorted()
}
