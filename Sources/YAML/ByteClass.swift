/// What the bytes of a text are.
enum ByteRepertoire {
  case ascii, unicode

  /// Nil when libyaml refuses one of them, or takes one for a line end that is none here.
  init?(of bytes: UnsafeBufferPointer<UInt8>) {
    // Without a way out, the loop looks at many bytes at once.
    var bad: UInt8 = 0
    var all: UInt8 = 0
    for index in bytes.indices {
      let byte = unsafe bytes[index]
      all |= byte
      bad |= (byte < 32 ? 1 : 0) & (byte != 10 ? 1 : 0) & (byte != 9 ? 1 : 0) | (byte == 127 ? 1 : 0)
    }
    if bad != 0 { return nil }
    if all < 0x80 {
      self = .ascii
      return
    }
    guard unsafe String(validating: bytes, as: UTF8.self) != nil else { return nil }
    for index in bytes.indices where unsafe bytes[index] >= 0xC2 {
      let second = unsafe index + 1 < bytes.count ? bytes[index + 1] : 0
      let third = unsafe index + 2 < bytes.count ? bytes[index + 2] : 0
      // C1 controls with NEL among them, the line and paragraph separators, a byte order mark, noncharacters.
      switch unsafe bytes[index] {
      case 0xC2 where second < 0xA0: return nil
      case 0xE2 where second == 0x80 && (third == 0xA8 || third == 0xA9): return nil
      case 0xEF where second == 0xBB && third == 0xBF: return nil
      case 0xEF where second == 0xBF && third >= 0xBE: return nil
      default: continue
      }
    }
    self = .unicode
  }
}

/// Which bytes may stand where; a byte that is left out is left to libyaml.
enum ByteClass {
  static func isWord(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 97 < 26 || byte &- 48 < 10 || byte == UInt8(ascii: "_")
  }

  static func startsKey(_ byte: UInt8) -> Bool {
    isWord(byte) || byte == UInt8(ascii: "$") || byte == UInt8(ascii: ".")
  }

  static func isInKey(_ byte: UInt8) -> Bool {
    startsKey(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/") || byte == 32
  }

  static func startsPlain(_ byte: UInt8, before next: UInt8) -> Bool {
    if isWord(byte) || byte >= 0x80 { return true }
    switch byte {
    case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "~"), UInt8(ascii: "$"), UInt8(ascii: "("),
      UInt8(ascii: "+"), UInt8(ascii: "<"), UInt8(ascii: "="), UInt8(ascii: "^"), UInt8(ascii: "\\"):
      return true
    case UInt8(ascii: "-"): return isWord(next) || next == UInt8(ascii: "-")
    default: return false
    }
  }

  static func isInFlow(_ byte: UInt8) -> Bool {
    if isWord(byte) || byte >= 0x80 || byte == 32 { return true }
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "@"), UInt8(ascii: "+"),
      UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "$"), UInt8(ascii: "*"),
      UInt8(ascii: "("), UInt8(ascii: ")"):
      return true
    default: return false
    }
  }
}
