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
  /// Hash of rule, prompt id and step id: the same however lines, scores and ages move.
  package var fingerprint: String
  /// A name that tells apart several findings of one rule about one subject; empty where there is one.
  package var detail = ""
  /// The source line must not be shown: it holds a credential.
  package var hidesSource = false
  package var status: Status = .open

  package init(
    rule: String, level: Level, subject: Subject, place: Place, message: String,
    evidence: [Evidence.Span] = [], remedy: String? = nil, fingerprint: String, detail: String = "",
    hidesSource: Bool = false, status: Status = .open
  ) {
    self.rule = rule
    self.level = level
    self.subject = subject
    self.place = place
    self.message = message
    self.evidence = evidence
    self.remedy = remedy
    self.fingerprint = fingerprint
    self.detail = detail
    self.hidesSource = hidesSource
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
    a.rank < b.rank
  }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
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
