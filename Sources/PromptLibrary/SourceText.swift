package import YAML

/// One text file of a snapshot, as bytes.
package struct SourceText: Sendable {
  /// Relative to the snapshot's root, with slashes.
  package let path: String
  package let bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    // A byte order mark is no part of the text; columns count without it, as editors do.
    self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
  }

  package init(path: String, _ text: String) { self.init(path: path, bytes: Array(text.utf8)) }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The file's name, without folders.
  package var name: Substring { path.fileName }

  /// Whether the first 8,000 bytes hold a NUL, which is git's own test for a binary file.
  package var isBinary: Bool { offset(of: 0, in: bytes, 0..<8000) != nil }

  /// The line and column of a byte.
  ///
  /// Lines end in LF, CRLF or a lone CR, as YAML and editors have it.
  package func position(at offset: Int) -> Position {
    var cursor = LineCursor(bytes)
    return cursor.position(at: offset)
  }

  /// The positions of many bytes, in one pass.
  package func positions(of offsets: [Int]) -> [Int: Position] {
    var result: [Int: Position] = [:]
    var cursor = LineCursor(bytes)
    for offset in offsets.sorted() where result[offset] == nil {
      result[offset] = cursor.position(at: offset)
    }
    return result
  }

  /// The place of a range of bytes in this file.
  package func place(_ range: Range<Int>) -> Place {
    Place(path: path, start: position(at: range.lowerBound), end: position(at: range.upperBound))
  }

  package func place(of node: Node) -> Place { Place(path: path, start: node.start, end: node.end) }
}

extension SourceText {
  /// The text of some lines, by number from 1; a line is cut after 4,000 bytes.
  package func lines(_ numbers: Set<Int>) -> [Int: String] {
    var result: [Int: String] = [:]
    var line = 1
    var start = 0
    var index = 0
    let last = numbers.max() ?? 0
    while index <= bytes.count, line <= last {
      let isEnd = index == bytes.count
      if isEnd || bytes[index] == UInt8(ascii: "\n") || bytes[index] == UInt8(ascii: "\r") {
        if numbers.contains(line) {
          result[line] = String(decoding: bytes[start..<min(index, start + 4000)], as: UTF8.self)
        }
        if !isEnd, bytes[index] == UInt8(ascii: "\r"), index + 1 < bytes.count,
          bytes[index + 1] == UInt8(ascii: "\n")
        {
          index += 1
        }
        line += 1
        start = index + 1
      }
      index += 1
    }
    return result
  }
}
