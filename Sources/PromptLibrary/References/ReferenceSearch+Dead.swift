/// Functions that hold references and that nothing names.
extension ReferenceSearch {
  /// Functions that hold the only references of a prompt, and that no program read so far names.
  func doubted(_ isUsed: (String) -> Bool) -> Set<String> {
    var names: Set<String> = []
    guard !holders.isEmpty else { return names }
    for edges in edges {
      var functions: Set<String> = []
      let isFree = edges.contains { edge in
        guard edge.kind == .reference, edge.idle == nil else { return false }
        guard let holder = holders[edge.place] else { return true }
        functions.insert(holder)
        return false
      }
      if !isFree, !functions.contains(where: isUsed) { names.formUnion(functions) }
    }
    return names
  }

  /// Functions that hold an edge.
  var holdingFunctions: Set<String> { Set(holders.values) }

  /// Marks what stands in functions that nothing names.
  mutating func markDead(_ functions: Set<String>) {
    for index in edges.indices {
      for edge in edges[index].indices where edges[index][edge].idle == nil {
        guard let holder = holders[edges[index][edge].place], functions.contains(holder) else { continue }
        edges[index][edge].idle = "dead code: nothing names \(holder)()"
      }
    }
  }
}
