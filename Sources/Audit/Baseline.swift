/// Findings that are known and left for later: one a line, without anything that moves.
///
/// A line is `rule`, kind of subject, its name and, where a rule has several findings about it, what tells them apart,
/// with tabs between. Lines are sorted, so that branches that drop different ones merge.
package struct Baseline: Sendable {
  /// The line as it was written, by the line as it is now: a rule that was renamed is still found.
  private var lines: [String: String] = [:]

  package init(text: String) {
    // "\r\n" is one Character, which neither of its halves equals.
    for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
      let rule = line.prefix { $0 != "\t" }
      let name = Rule.named(String(rule))?.name ?? String(rule)
      lines[name + line.dropFirst(rule.count)] = String(line)
    }
  }

  /// The file for these findings; what a waiver accepts needs no line.
  package static func text(of findings: [Finding]) -> String {
    let lines = Set(
      findings.filter {
        if case .waived = $0.status { false } else { true }
      }.map(line(for:)))
    let header = "# Findings left for later, one a line: rule, subject, name, detail. Delete lines freely.\n"
    return header + lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { "\($0)\n" }.joined()
  }

  /// Marks the open findings that have a line, and returns the lines that have no finding.
  func apply(to findings: inout [Finding]) -> [String] {
    var left = lines
    for index in findings.indices {
      let line = Self.line(for: findings[index])
      guard lines[line] != nil else { continue }
      left[line] = nil
      if findings[index].status == .open { findings[index].status = .baselined }
    }
    return left.values.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func line(for finding: Finding) -> String {
    var fields = [finding.rule, finding.subject.kind, finding.subject.name]
    if !finding.detail.isEmpty { fields.append(finding.detail) }
    return fields.map(escaped).joined(separator: "\t")
  }

  /// A path may hold a tab or a line end; a line may not.
  private static func escaped(_ field: String) -> String {
    guard field.unicodeScalars.contains(where: { $0.properties.isWhitespace && $0 != " " || $0 == "\\" })
    else {
      return field
    }
    var text = ""
    for scalar in field.unicodeScalars {
      switch scalar {
      case "\\": text += "\\\\"
      case "\t": text += "\\t"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case _ where scalar.properties.isWhitespace && scalar != " ":
        text += "\\u{\(String(scalar.value, radix: 16))}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
