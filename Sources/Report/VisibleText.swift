extension String {
  /// This text on one line, with every character that a reader would not see, or that a terminal or a browser would
  /// act on, written as `\u{202E}`.
  var visible: String {
    if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return self }
    var text = ""
    for scalar in unicodeScalars { scalar.writeVisibly(to: &text) }
    return text
  }

  /// This text, cut to a number of characters with an ellipsis that counts.
  func shortened(to limit: Int) -> String {
    guard let cut = index(startIndex, offsetBy: limit, limitedBy: endIndex), cut != endIndex else {
      return self
    }
    return self[..<index(before: cut)] + "…"
  }

  /// The columns that this text takes in a terminal.
  var columns: Int { unicodeScalars.reduce(0) { $0 + $1.columns } }
}

extension Unicode.Scalar {
  func writeVisibly(to text: inout String) {
    if isHidden {
      text += "\\u{\(String(value, radix: 16, uppercase: true))}"
    } else {
      text.unicodeScalars.append(self)
    }
  }

  /// Controls, bidi controls, invisible characters and noncharacters.
  ///
  /// See "Trojan Source" (CVE-2021-42574) for the bidi controls; tag characters and the supplementary variation
  /// selectors smuggle text that a model reads and a person does not. Joiners stay: scripts and emoji need them.
  var isHidden: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0: true
    case 0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028...0x202E: true
    case 0x2060...0x206F, 0x3164, 0xFDD0...0xFDEF, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0xE0000...0xE0FFF: true
    default: value & 0xFFFE == 0xFFFE
    }
  }

  /// The columns that this character takes in a terminal: 0, 1 or 2.
  var columns: Int {
    if value < 0x300 { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return isWide ? 2 : 1
    }
  }

  /// Wide in the sense of Unicode's Annex 11, in whole blocks.
  private var isWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F: true
    case 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6: true
    case 0x20000...0x3FFFD: true
    default: properties.isEmojiPresentation
    }
  }
}
