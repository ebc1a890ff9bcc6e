import Glibc

/// Paths as bytes, one after another in one buffer.
struct PathTable: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  init(_ entries: [FileEntry]) {
    bytes.reserveCapacity(entries.count * 48)
    ends.reserveCapacity(entries.count)
    for entry in entries {
      if let raw = entry.rawPath { bytes += raw } else { bytes.append(contentsOf: entry.path.utf8) }
      ends.append(bytes.count)
    }
  }

  private func range(_ position: Int) -> Range<Int> {
    (position == 0 ? 0 : ends[position - 1])..<ends[position]
  }

  subscript(_ position: Int) -> ArraySlice<UInt8> { bytes[range(position)] }

  var isSorted: Bool {
    ends.indices.dropFirst().allSatisfy { position in
      unsafe bytes.withUnsafeBufferPointer { bytes in
        let (one, other) = (range(position - 1), range(position))
        return unsafe Self.order(
          UnsafeBufferPointer(rebasing: bytes[one]), UnsafeBufferPointer(rebasing: bytes[other])) <= 0
      }
    }
  }

  /// The order of a path, without its first bytes, and a text: below zero, zero or above.
  func compare(_ position: Int, from start: Int, with text: [UInt8]) -> Int {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe text.withUnsafeBufferPointer { text in
        let range = range(position)
        return unsafe Self.order(
          UnsafeBufferPointer(rebasing: bytes[(range.lowerBound + start)..<range.upperBound]), text)
      }
    }
  }

  /// Whether a path, without its first bytes, starts with a text.
  func starts(_ position: Int, from start: Int, with text: [UInt8]) -> Bool {
    let range = range(position)
    guard range.count - start >= text.count else { return false }
    return unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe text.withUnsafeBufferPointer { text in
        unsafe text.isEmpty
          || memcmp(bytes.baseAddress! + range.lowerBound + start, text.baseAddress!, text.count) == 0
      }
    }
  }

  private static func order(_ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>) -> Int {
    let shared = min(one.count, other.count)
    let order =
      unsafe shared == 0 ? 0 : Int(memcmp(one.baseAddress!, other.baseAddress!, shared))
    return order != 0 ? order : one.count - other.count
  }
}
