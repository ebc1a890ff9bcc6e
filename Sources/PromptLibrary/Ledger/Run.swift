/// One validation: a version of a prompt, on a model, over the cases of a suite.
package struct Run: Sendable, Equatable {
  /// A ULID, whose random part is a hash of what the run says: the same results have the same id.
  package var id = ""
  package var at: Timestamp
  package var prompt: String
  package var version: String
  package var model = Model()
  package var suite = Suite()
  package var operatorName: String?
  package var recordedBy: Recorder?
  package var tool = Tool()
  /// The model that graded.
  package var judge: String?
  package var cases = CaseColumns()

  package init(at: Timestamp, prompt: String, version: String) {
    self.at = at
    self.prompt = prompt
    self.version = version
  }

  /// A model as it was asked for, and the version that answered, where the tool tells.
  package struct Model: Sendable, Hashable {
    package var requested: String?
    package var served: String?

    package init(requested: String? = nil, served: String? = nil) {
      self.requested = requested
      self.served = served
    }
  }

  package struct Suite: Sendable, Hashable {
    package var name: String?
    /// Covers cases, criteria, threshold and judge.
    package var hash: String?

    package init(name: String? = nil, hash: String? = nil) {
      self.name = name
      self.hash = hash
    }
  }

  package struct Tool: Sendable, Hashable {
    package var name: String?
    package var version: String?

    package init(name: String? = nil, version: String? = nil) {
      self.name = name
      self.version = version
    }
  }

  package enum Recorder: String, Sendable, CaseIterable { case machine, person }
}

/// What came of one case.
package enum Outcome: UInt8, Sendable, CaseIterable {
  case pass, fail
  /// The answer could not be had, or could not be graded: no failure of the prompt.
  case error
  /// There was an answer and nothing to judge it by.
  case unscored

  /// Somebody or something said whether the answer is right.
  package var isVerdict: Bool { self == .pass || self == .fail }

  package init?(letter: UInt8) {
    switch letter {
    case UInt8(ascii: "p"): self = .pass
    case UInt8(ascii: "f"): self = .fail
    case UInt8(ascii: "e"): self = .error
    case UInt8(ascii: "u"): self = .unscored
    default: return nil
    }
  }

  package var letter: Unicode.Scalar {
    switch self {
    case .pass: "p"
    case .fail: "f"
    case .error: "e"
    case .unscored: "u"
    }
  }
}

/// The cases of a run as columns; an empty column says that nobody knows any of its values.
///
/// Cases come in the order in which they were run, and an id may repeat: repeated trials of one case.
package struct CaseColumns: Sendable, Equatable {
  package var ids: [String] = []
  package var outcomes: [Outcome] = []
  package var scores: [Double?] = []
  package var latencies: [Double?] = []
  package var tokensIn: [Int?] = []
  package var tokensOut: [Int?] = []
  package var costs: [Double?] = []
  /// A hash of each answer.
  package var outputs: [String?] = []
  /// What cases hang together by, as paraphrases of one question do.
  package var clusters: [String?] = []

  package init() {}

  package var count: Int { outcomes.count }

  package func count(of outcome: Outcome) -> Int { outcomes.count { $0 == outcome } }

  package var hasVerdict: Bool { outcomes.contains(where: \.isVerdict) }
}
