extension Array {
  /// The first position whose element belongs to the second part, or the end; all elements of the first part come before
  /// those of the second (binary search).
  func partitioningIndex(where belongsInSecondPart: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if belongsInSecondPart(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Where a path stands, or would stand, among elements in order of their paths' bytes.
  func position(ofPath path: String, by key: (Element) -> String) -> Int {
    partitioningIndex { !key($0).precedesByBytes(path) }
  }

  /// The element of a path, among elements in order of their paths' bytes.
  func element(ofPath path: String, by key: (Element) -> String) -> Element? {
    let position = position(ofPath: path, by: key)
    return position < count && key(self[position]) == path ? self[position] : nil
  }
}

extension [String] {
  /// The positions of the texts that begin so, among texts in order of their bytes.
  func positions(ofPrefix prefix: String) -> Range<Int> {
    let start = position(ofPath: prefix, by: \.self)
    let end = partitioningIndex { text in
      !text.utf8.starts(with: prefix.utf8) && !text.precedesByBytes(prefix)
    }
    return start..<end
  }
}
