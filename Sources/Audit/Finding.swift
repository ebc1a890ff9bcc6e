package import PromptLibrary

/// What a rule says about one subject, with its evidence.
package struct Finding: Sendable, Equatable {
  package var rule: String
  package var level: Level
  package var subject: Subject
  package var place: Place
  /// One sentence, without the subject's path: what is so.
  package var message: String
  package var evidence: [Evidence.Span]
  /// A command or a change that mends it.
  package var remedy: String?
  /// Hash of rule, prompt id and step id; the same however lines, scores and ages move.
  package var fingerprint: String
  package var status: Status = .open

  package init(
    rule: String, level: Level, subject: Subject, place: Place, message: String,
    evidence: [Evidence.Span] = [], remedy: String? = nil, fingerprint: String, status: Status = .open
  ) {
    self.rule = rule
    self.level = level
    self.subject = subject
    self.place = place
    self.message = message
    self.evidence = evidence
    self.remedy = remedy
    self.fingerprint = fingerprint
    self.status = status
  }

  package enum Status: Sendable, Equatable {
    case open
    case waived(reason: String, owner: String, expires: CalendarDay)
    case baselined
  }
}

/// How much a finding matters.
package enum Level: String, Sendable, CaseIterable, Comparable {
  case note, warning, error

  package static func < (a: Self, b: Self) -> Bool {
    allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)!
  }
}

/// What a finding is about.
package enum Subject: Sendable, Equatable {
  case prompt(id: String)
  case step(workflow: String, step: String)
  case workflow(id: String)
  case model(name: String)
  case file(path: String)
  case library

  package var kind: String {
    switch self {
    case .prompt: "prompt"
    case .step: "step"
    case .workflow: "workflow"
    case .model: "model"
    case .file: "file"
    case .library: "library"
    }
  }

  package var name: String {
    switch self {
    case .prompt(let id), .workflow(let id): id
    case .step(let workflow, let step): "\(workflow)/\(step)"
    case .model(let name): name
    case .file(let path): path
    case .library: "library"
    }
  }
}
