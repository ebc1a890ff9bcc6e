package import PromptLibrary

/// An exception that a commit's own message makes: `Shelflife-Waive: RULE PROMPT reason`.
///
/// It holds for what that commit brings in, and stays in the history for all to see.
package struct TrailerWaiver: Sendable, Equatable {
  package let rule: String
  /// The prompt, by id or path; or the step, workflow or file that the finding is about.
  package let subject: String
  package let reason: String

  package static let key = "Shelflife-Waive"

  /// The exceptions in a message's last paragraph, where git keeps trailers; one without a reason is none.
  package static func all(in message: String) -> [TrailerWaiver] {
    trailers(in: message).compactMap(Self.init)
  }

  /// What was meant for an exception and is none, each with why.
  package static func faults(in message: String) -> [String] {
    let valid = trailers(in: message)
    return message.split(whereSeparator: \.isNewline).compactMap { line in
      guard line.lowercased().hasPrefix(prefix) else { return nil }
      let why: String
      if let waiver = TrailerWaiver(line) {
        if Rule.named(waiver.rule) == nil {
          why = "there is no rule '\(waiver.rule)'"
        } else if !valid.contains(line) {
          why = "it stands above the message's last paragraph, where git keeps trailers"
        } else {
          return nil
        }
      } else {
        why = "expected '\(key): RULE PROMPT reason'"
      }
      return "'\(line.trimmed)' makes no exception: \(why)"
    }
  }

  private static func trailers(in message: String) -> [Substring] {
    var last: [Substring] = []
    var isOver = false
    for line in message.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      if line.allSatisfy(\.isWhitespace) {
        isOver = true
      } else {
        if isOver { last = [] }
        isOver = false
        last.append(line)
      }
    }
    return last
  }

  private static let prefix = key.lowercased() + ":"

  private init?(_ line: Substring) {
    guard line.lowercased().hasPrefix(Self.prefix) else { return nil }
    let parts = line.dropFirst(Self.prefix.count).split(maxSplits: 1, whereSeparator: \.isWhitespace)
    guard parts.count == 2 else { return nil }
    var rest = parts[1].drop(while: \.isWhitespace)
    // An id that is a path may have spaces, and stands in quotes then.
    let quote = rest.first.flatMap { "\"'".contains($0) ? $0 : nil }
    if quote != nil { rest = rest.dropFirst() }
    let name = rest.prefix { letter in quote.map { letter != $0 } ?? !letter.isWhitespace }
    let why = rest.dropFirst(name.count + (quote == nil ? 0 : 1)).drop(while: \.isWhitespace)
    guard !name.isEmpty, !why.isEmpty else { return nil }
    rule = Rule.named(String(parts[0]))?.name ?? String(parts[0])
    subject = String(name)
    reason = String(why)
  }

  package func covers(_ finding: Finding) -> Bool {
    finding.rule == rule && [finding.subject.name, finding.place.path].contains(subject)
  }
}

extension [Finding] {
  /// Marks what the trailers accept, with who wrote them and when.
  package mutating func accept(_ waivers: [TrailerWaiver], by author: String, on day: CalendarDay) {
    for index in indices where self[index].status == .open {
      guard let waiver = waivers.first(where: { $0.covers(self[index]) }) else { continue }
      self[index].status = .waived(
        reason: "\(waiver.reason) (\(TrailerWaiver.key) trailer)", owner: author, expires: day)
    }
  }
}
