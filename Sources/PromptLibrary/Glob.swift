/// A path pattern: `*` and `?` within a folder, `**` across folders, `[a-z]`, `{a,b}`.
package struct Glob: Sendable {
  package let pattern: String
  private let alternatives: [[UInt8]]
  /// How many bytes each alternative has before its first wildcard: most paths fail there.
  private let fixed: [Int]

  package init(_ pattern: String) {
    self.pattern = pattern
    var text = pattern.hasPrefix("./") ? String(pattern.dropFirst(2)) : pattern
    // A folder stands for all that is in it.
    if text.hasSuffix("/") { text += "**" }
    alternatives = Self.expand(Array(text.utf8), budget: 256)
    fixed = alternatives.map { $0.prefix { !"*?[\\".utf8.contains($0) }.count }
  }

  package func matches(_ path: String) -> Bool {
    var path = path
    return path.withUTF8 { bytes in
      alternatives.indices.contains { index in
        let prefix = fixed[index]
        guard prefix <= bytes.count else { return false }
        for position in 0..<prefix where alternatives[index][position] != bytes[position] { return false }
        return Self.matches(alternatives[index][...], bytes)
      }
    }
  }

  /// What the paths begin with that it matches; one of these, where it has alternatives.
  var prefixes: Set<String> {
    Set(zip(alternatives, fixed).map { String(decoding: $0.prefix($1), as: UTF8.self) })
  }

  /// Whether the pattern has anything to expand; otherwise it is a plain path.
  package static func isPattern(_ text: String) -> Bool { text.utf8.contains { "*?[{".utf8.contains($0) } }

  /// Writes `{a,b}` out, at most `budget` ways.
  private static func expand(_ pattern: [UInt8], budget: Int) -> [[UInt8]] {
    guard let open = pattern.firstIndex(of: UInt8(ascii: "{")) else { return [pattern] }
    var depth = 0
    var commas: [Int] = []
    for index in open..<pattern.count {
      switch pattern[index] {
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ",") where depth == 1: commas.append(index)
      case UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 {
          let bounds = [open] + commas + [index]
          let parts = zip(bounds, bounds.dropFirst()).map { pattern[($0 + 1)..<$1] }
          var result: [[UInt8]] = []
          for part in parts where result.count < budget {
            let written = Array(pattern[..<open]) + Array(part) + Array(pattern[(index + 1)...])
            result += expand(written, budget: budget - result.count)
          }
          return result
        }
      default: break
      }
    }
    return [pattern]
  }

  private static func matches(_ pattern: ArraySlice<UInt8>, _ path: UnsafeBufferPointer<UInt8>) -> Bool {
    // Backtracks to the last star only, so that no pattern takes more than quadratic time; `**` also crosses slashes.
    var p = pattern.startIndex
    var s = path.startIndex
    var star: (pattern: Int, path: Int)?
    var doubleStar: (pattern: Int, path: Int)?
    let slash = UInt8(ascii: "/")
    while true {
      if p < pattern.endIndex, pattern[p] == UInt8(ascii: "*") {
        if p + 1 < pattern.endIndex, pattern[p + 1] == UInt8(ascii: "*") {
          p += 2
          // `**/` also stands for no folder at all.
          if p < pattern.endIndex, pattern[p] == slash { p += 1 }
          doubleStar = (p, s)
          star = nil
        } else {
          p += 1
          star = (p, s)
        }
        continue
      }
      if s < path.endIndex, p < pattern.endIndex, let next = matchOne(pattern, p, path[s]) {
        p = next
        s += 1
        continue
      }
      if s == path.endIndex, p == pattern.endIndex { return true }
      if let last = star, last.path < path.endIndex, path[last.path] != slash {
        star = (last.pattern, last.path + 1)
        p = last.pattern
        s = last.path + 1
      } else if let last = doubleStar, last.path < path.endIndex {
        // After `**/`, a match starts at a folder's beginning.
        var next = last.path + 1
        let atFolder =
          last.pattern >= 1 && last.pattern <= pattern.endIndex && last.pattern > pattern.startIndex
          && pattern[last.pattern - 1] == slash
        if atFolder { while next < path.endIndex, path[next - 1] != slash { next += 1 } }
        if atFolder, next >= path.endIndex, path.last != slash, last.pattern < pattern.endIndex {
          return false
        }
        doubleStar = (last.pattern, next)
        star = nil
        p = last.pattern
        s = next
      } else {
        return false
      }
    }
  }

  /// The pattern index after one that matches `byte`.
  private static func matchOne(_ pattern: ArraySlice<UInt8>, _ p: Int, _ byte: UInt8) -> Int? {
    switch pattern[p] {
    case UInt8(ascii: "?"): return byte == UInt8(ascii: "/") ? nil : p + 1
    case UInt8(ascii: "["):
      guard let close = pattern[(p + 1)...].dropFirst().firstIndex(of: UInt8(ascii: "]")) else {
        return byte == pattern[p] ? p + 1 : nil
      }
      var set = pattern[(p + 1)..<close]
      let negated = set.first == UInt8(ascii: "!") || set.first == UInt8(ascii: "^")
      if negated { set = set.dropFirst() }
      var found = false
      var index = set.startIndex
      while index < set.endIndex {
        if index + 2 < set.endIndex, set[index + 1] == UInt8(ascii: "-") {
          if set[index] <= byte, byte <= set[index + 2] { found = true }
          index += 3
        } else {
          if set[index] == byte { found = true }
          index += 1
        }
      }
      return found != negated && byte != UInt8(ascii: "/") ? close + 1 : nil
    case UInt8(ascii: "\\") where p + 1 < pattern.endIndex: return pattern[p + 1] == byte ? p + 2 : nil
    default: return pattern[p] == byte ? p + 1 : nil
    }
  }
}

extension [Glob] {
  package init(_ patterns: [String]) { self = patterns.map(Glob.init) }
  package func match(_ path: String) -> Bool { contains { $0.matches(path) } }
}
