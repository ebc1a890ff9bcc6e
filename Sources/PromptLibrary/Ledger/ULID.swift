package import Git

/// A name that sorts by time: 48 bits of milliseconds and 80 bits, in Crockford's base 32
/// (https://github.com/ulid/spec).
///
/// The 80 bits are a hash instead of chance, so that the same thing recorded twice has one name.
package struct ULID: Sendable, Hashable, CustomStringConvertible {
  package let description: String

  private static let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  package init(at time: Timestamp, of content: ObjectID) {
    var text: [UInt8] = []
    let milliseconds = UInt64(clamping: time.milliseconds) & (1 << 48 - 1)
    for place in (0..<10).reversed() { text.append(Self.digits[Int(milliseconds >> (place * 5) & 31)]) }
    // Eighty bits are twenty hexadecimal digits: five bytes of them give eight of ours.
    let hexadecimal = Array(content.description.utf8.prefix(20)).map { UInt64($0 < 58 ? $0 - 48 : $0 - 87) }
    for half in [hexadecimal[..<10], hexadecimal[10...]] {
      let bits = half.reduce(0) { $0 << 4 | $1 }
      for place in (0..<8).reversed() { text.append(Self.digits[Int(bits >> (place * 5) & 31)]) }
    }
    description = String(decoding: text, as: UTF8.self)
  }

  /// The part that is a hash, of any ULID's text.
  package static func hash(in text: String) -> Substring { text.suffix(16) }
}
