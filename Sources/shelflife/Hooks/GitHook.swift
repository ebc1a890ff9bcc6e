import ArgumentParser

/// The hooks of git that judge a change before it counts.
enum GitHook: String, CaseIterable, ExpressibleByArgument {
  case preCommit = "pre-commit"
  case preMergeCommit = "pre-merge-commit"
  case prePush = "pre-push"
  case preReceive = "pre-receive"

  /// What stands for the change in a sentence.
  var change: String {
    switch self {
    case .preCommit: "This commit"
    case .preMergeCommit: "This merge"
    case .prePush, .preReceive: "This push"
    }
  }

  /// Whether git gives it the refs to judge on standard input.
  var readsRefs: Bool { self == .prePush || self == .preReceive }
}
