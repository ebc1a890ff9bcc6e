/// Texts made safe to stand in Markdown, as GitHub and GitLab read it.
enum MarkdownText {
  /// Plain text: no mark-up, no link, no mention comes of what it holds.
  static func plain(_ text: String) -> String {
    var result = ""
    var scalars = text.visible.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\\", "`", "*", "_", "[", "]", "|", "~", "$": result += "\\\(scalar)"
      case "@", "#":
        result += isFirst(result) ? "\\\(scalar)" : "\(scalar)"
        // Mentions and issue numbers are found after Markdown is gone, where a backslash no longer helps.
        if let next = scalars.first, next.properties.isAlphabetic || next.properties.numericType != nil {
          result += "&#8203;"
        }
      case ":" where scalars.first == "/": result += "\\:"
      case "." where result.utf8.suffix(3).elementsEqual("www".utf8): result += "\\."
      case ".", ")", "-", "+", "=": result += isFirst(result) ? "\\\(scalar)" : "\(scalar)"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Whether only spaces and digits precede, so that a list, a heading or an underline could start.
  private static func isFirst(_ text: String) -> Bool {
    text.utf8.allSatisfy { (48...57).contains($0) || $0 == 32 }
  }

  /// A code span, fenced by more backticks than it holds; in a table, its pipes are escaped.
  static func code(_ text: String, inTable: Bool = false) -> String {
    var text = text.visible
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    if inTable { text = text.replacing("|", with: "\\|") }
    let fence = String(repeating: "`", count: longest + 1)
    let isPadded = text.isEmpty || text.hasPrefix("`") || text.hasSuffix("`") || text.hasPrefix(" ")
    return isPadded ? "\(fence) \(text) \(fence)" : fence + text + fence
  }
}
