/// A symbolic link as it is written.
///
/// It is resolved among the snapshot's own paths and never followed on disk.
struct SymbolicLink: Sendable {
  var path: String
  /// What the link holds.
  var text: String

  /// Resolves links whose target lies in the snapshot, through other links too; the rest is named in a note.
  static func resolve(
    _ links: [SymbolicLink], among files: some Collection<String>
  ) -> ([Snapshot.Link], [String]) {
    guard !links.isEmpty else { return ([], []) }
    var known = Set(files)
    for path in files {
      var folder = path.folder
      while !folder.isEmpty, known.insert(String(folder)).inserted { folder = folder.folder }
    }
    var targets: [String: String] = [:]
    for link in links { targets[link.path] = link.text.resolved(fromFolderOf: link.path) }
    var resolved: [Snapshot.Link] = []
    var outside: [String] = []
    for link in links {
      var target = targets[link.path]
      // A chain longer than the links there are is a cycle.
      var steps = 0
      while let next = target, !known.contains(next), let further = targets[next], steps <= links.count {
        target = further
        steps += 1
      }
      if let target, known.contains(target) {
        resolved.append(Snapshot.Link(path: link.path, target: target))
      } else {
        outside.append(link.path)
      }
    }
    var notes: [String] = []
    if !outside.isEmpty {
      let some = outside.sorted().prefix(5).joined(separator: ", ")
      let more = outside.count > 5 ? " and \(outside.count - 5) more" : ""
      notes.append(
        "Symbolic links that lead out of the repository, or nowhere, were not followed: \(some)\(more).")
    }
    return (resolved.sorted { $0.path.precedesByBytes($1.path) }, notes)
  }
}
