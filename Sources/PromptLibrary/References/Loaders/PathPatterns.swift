/// Prompts' paths taken apart, to be matched with the ends of computed paths.
struct PathPatterns {
  private let parts: [[[UInt8]]]
  private var byEnding: [[UInt8]: [Int]] = [:]

  init(_ prompts: [Prompt]) {
    parts = prompts.map { prompt in prompt.path.split(separator: "/").map { Array($0.utf8) } }
    for (index, parts) in parts.enumerated() {
      if let name = parts.last { byEnding[Self.ending(of: name), default: []].append(index) }
    }
  }

  func hasEnding(_ ending: String) -> Bool { byEnding[Array(ending.utf8)] != nil }

  /// The prompts whose path ends as the pattern does; `*` stands for anything within a folder, `**` for folders.
  func matching(_ pattern: [[UInt8]]) -> [Int] {
    guard let last = pattern.last else { return [] }
    let ending = Self.ending(of: last)
    let isOpen = ending.contains(UInt8(ascii: "*")) || ending.isEmpty
    let candidates = isOpen ? Array(parts.indices) : byEnding[ending] ?? []
    let stars = Array("**".utf8)
    return candidates.filter { index in
      let path = parts[index]
      if let deep = pattern.firstIndex(of: stars) {
        let head = Array(pattern[..<deep])
        let tail = Array(pattern[(deep + 1)...])
        guard path.count >= head.count + max(tail.count, 1), Self.ends(path, tail) else { return false }
        return head.isEmpty
          || (0...(path.count - head.count - max(tail.count, 1))).contains { start in
            zip(head, path[start...]).allSatisfy { Self.matches($0, $1) }
          }
      }
      return Self.ends(path, pattern)
    }
  }

  private static func ends(_ path: [[UInt8]], _ pattern: [[UInt8]]) -> Bool {
    path.count >= pattern.count && zip(pattern, path.suffix(pattern.count)).allSatisfy { matches($0, $1) }
  }

  private static func ending(of name: [UInt8]) -> [UInt8] {
    name.lastIndex(of: UInt8(ascii: ".")).map { Array(name[$0...]) } ?? []
  }

  /// Matches one part of a path with one of a pattern, going back to the last star only.
  private static func matches(_ pattern: [UInt8], _ name: [UInt8]) -> Bool {
    var p = 0
    var n = 0
    var star: (pattern: Int, name: Int)?
    while n < name.count {
      if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
        star = (p, n)
        p += 1
      } else if p < pattern.count, pattern[p] == name[n] {
        p += 1
        n += 1
      } else if let last = star {
        star = (last.pattern, last.name + 1)
        p = last.pattern + 1
        n = last.name + 1
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
