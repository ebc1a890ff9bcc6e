import PromptLibrary

extension [Finding] {
  /// The open findings that none of the earlier states has: new by fingerprint, of a higher level than before, or no
  /// longer accepted.
  package func introduced(since earlier: [[Finding]]) -> [Finding] {
    var levels: [String: Level] = [:]
    for state in earlier {
      for finding in state where finding.status == .open {
        levels[finding.fingerprint] = Swift.max(levels[finding.fingerprint] ?? .note, finding.level)
      }
    }
    return filter { finding in
      guard finding.status == .open else { return false }
      return levels[finding.fingerprint].map { $0 < finding.level } ?? true
    }
  }
}
