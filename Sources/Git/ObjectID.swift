import CLibgit2

/// The SHA-1 name of a git object.
package struct ObjectID: Hashable, Comparable, Sendable, CustomStringConvertible {
  private let high: UInt64
  private let middle: UInt64
  private let low: UInt32

  init(_ raw: git_oid) {
    let words = unsafe withUnsafeBytes(of: raw.id) { bytes in
      unsafe (
        bytes.loadUnaligned(as: UInt64.self).bigEndian,
        bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self).bigEndian,
        bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self).bigEndian
      )
    }
    (high, middle, low) = words
  }

  /// Reads 40 hexadecimal digits; nil for anything else.
  package init?(_ hexadecimal: String) {
    guard hexadecimal.utf8.count == 40 else { return nil }
    var oid = git_oid()
    guard unsafe git_oid_fromstr(&oid, hexadecimal) == 0 else { return nil }
    self.init(oid)
  }

  var raw: git_oid {
    var oid = git_oid()
    unsafe withUnsafeMutableBytes(of: &oid.id) { bytes in
      unsafe bytes.storeBytes(of: high.bigEndian, as: UInt64.self)
      unsafe bytes.storeBytes(of: middle.bigEndian, toByteOffset: 8, as: UInt64.self)
      unsafe bytes.storeBytes(of: low.bigEndian, toByteOffset: 16, as: UInt32.self)
    }
    return oid
  }

  package static func < (a: Self, b: Self) -> Bool { (a.high, a.middle, a.low) < (b.high, b.middle, b.low) }

  package func hash(into hasher: inout Hasher) { hasher.combine(high) }

  package var description: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(40)
    for (word, width) in [(high, 16), (middle, 16), (UInt64(low), 8)] {
      for nibble in (0..<width).reversed() { text.append(digits[Int((word >> (UInt64(nibble) * 4)) & 15)]) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The first twelve digits, as people read it.
  package var short: String { String(description.prefix(12)) }
}
