extension StringProtocol {
  /// Without white space at either end.
  package var trimmed: String {
    var scalars = Substring(self).unicodeScalars
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return String(scalars)
  }

  /// Letters, digits and underscores, not starting with a digit.
  package var isIdentifier: Bool {
    guard let first = utf8.first, !(48...57).contains(first) else { return false }
    return utf8.allSatisfy { $0.isWordByte }
  }
}

extension UInt8 {
  /// An ASCII letter, digit or underscore.
  package var isWordByte: Bool {
    (48...57).contains(self) || (65...90).contains(self) || (97...122).contains(self)
      || self == UInt8(ascii: "_")
  }

  /// An ASCII capital as a small letter, and any other byte as it is.
  var lowercased: UInt8 { (65...90).contains(self) ? self | 32 : self }
}

/// The candidate nearest to a name by edits, when it is near enough to be meant.
package func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
  let limit = max(1, name.utf8.count / 4)
  var best: (distance: Int, name: String)?
  let target = Array(name.lowercased().utf8)
  for candidate in candidates where abs(candidate.utf8.count - target.count) <= limit {
    let distance = editDistance(target, Array(candidate.lowercased().utf8), limit: limit)
    if distance <= limit,
      distance < best?.distance ?? .max || (distance == best?.distance && candidate < best!.name)
    {
      best = (distance, candidate)
    }
  }
  return best?.name
}

/// Damerau-Levenshtein distance with adjacent swaps (optimal string alignment), or more than `limit`.
private func editDistance(_ a: [UInt8], _ b: [UInt8], limit: Int) -> Int {
  var older: [Int] = []
  var previous = Array(0...b.count)
  for i in 0..<a.count {
    var current = [i + 1]
    for j in 0..<b.count {
      var cost = min(previous[j] + (a[i] == b[j] ? 0 : 1), previous[j + 1] + 1, current[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, older[j - 1] + 1) }
      current.append(cost)
    }
    if current.min()! > limit { return limit + 1 }
    older = previous
    previous = current
  }
  return previous[b.count]
}

extension String {
  /// Runs between white space; in Chinese and Japanese, which have none, two characters count as a word.
  package var wordCount: Int {
    var words = 0
    var ideographs = 0
    var isInside = false
    for byte in utf8 {
      let isSpace = byte == 32 || (9...13).contains(byte)
      if !isSpace, !isInside { words += 1 }
      isInside = !isSpace
      // The lead bytes of U+3000 to U+9FFF.
      if (0xE3...0xE9).contains(byte) { ideographs += 1 }
    }
    return words + ideographs / 2
  }
}

extension ArraySlice<UInt8> {
  /// The text with a line feed for each pair of carriage return and line feed.
  var withLineFeedsAlone: [UInt8] {
    indices.lazy.filter { index in
      self[index] != 13 || index + 1 == endIndex || self[index + 1] != 10
    }.map { self[$0] }
  }
}

extension Int {
  /// "1 prompt", "2 prompts".
  package func of(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}
