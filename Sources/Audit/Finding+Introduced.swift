import PromptLibrary

extension [Finding] {
  /// The open findings that none of the earlier states has: new by fingerprint, of a higher level than before, no longer
  /// accepted, or more of one fingerprint than before, where they stand in another file: two prompts may have one id.
  package func introduced(since earlier: [[Finding]]) -> [Finding] {
    var levels: [String: Level] = [:]
    var paths: [String: Set<String>] = [:]
    for state in earlier {
      for finding in state where finding.status == .open {
        levels[finding.fingerprint] = Swift.max(levels[finding.fingerprint] ?? .note, finding.level)
        paths[finding.fingerprint, default: []].insert(finding.place.path)
      }
    }
    let now = Dictionary(grouping: lazy.filter { $0.status == .open }, by: \.fingerprint)
      .mapValues { Set($0.map(\.place.path)) }
    return filter { finding in
      guard finding.status == .open else { return false }
      guard let level = levels[finding.fingerprint], let known = paths[finding.fingerprint] else {
        return true
      }
      // What moved is nothing new.
      let isAnother =
        !known.contains(finding.place.path) && now[finding.fingerprint]?.isSuperset(of: known) ?? false
      return level < finding.level || isAnother
    }
  }
}
