extension Schema {
  /// What a string has to look like.
  package enum Format: Sendable {
    /// Anything but white space alone.
    case filled
    /// `2026-12-31`.
    case date
    /// `2026-11-20T10:00:00Z`.
    case timestamp
    /// A path pattern relative to the repository.
    case glob
    /// A path relative to the repository.
    case path
    /// `90d`, `12w`, `6m`, `1y`.
    case duration
    /// A duration, or `never`.
    case interval
    /// A model's name, as requested.
    case model
    /// `path#/json/pointer`.
    case pointer
    /// A letter for each case of a run.
    case outcomes
  }
}

extension Schema.Format {
  func accepts(_ text: String) -> Bool {
    switch self {
    case .filled: text.utf8.contains { !Self.isSpace($0) }
    case .date: text.utf8.count == 10 && Self.isDay(text.utf8)
    case .timestamp: Self.isTimestamp(Array(text.utf8))
    case .glob, .path:
      text.utf8.first.map { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "!") } ?? false
    case .duration: DayInterval(text).map { $0.days != nil } ?? false
    case .interval: DayInterval(text) != nil
    case .model: !text.isEmpty && !text.utf8.contains(where: Self.isSpace)
    case .pointer: EnginePointer(text) != nil
    case .outcomes: text.utf8.allSatisfy { "pfeu".utf8.contains($0) }
    }
  }

  /// Completes "Expected ...".
  var expectation: String {
    switch self {
    case .filled: "text"
    case .date: "a date such as 2026-12-31"
    case .timestamp: "a time such as 2026-11-20T10:00:00Z"
    case .glob: "a path pattern relative to the repository, such as library/prompts/**"
    case .path: "a path relative to the repository"
    case .duration: "a duration such as 90d, 12w, 6m or 1y"
    case .interval: "a duration such as 90d, 12w, 6m or 1y, or never"
    case .model: "a model's name, such as openai/gpt-4o-2024-11-20"
    case .pointer: "a path and a JSON Pointer, such as .github/workflows/triage.yml#/jobs/triage/steps/0"
    case .outcomes: "a letter a case (p pass, f fail, e error, u unscored)"
    }
  }

  /// JSON Schema's own format, where there is one.
  var standardName: String? {
    switch self {
    case .date: "date"
    case .timestamp: "date-time"
    default: nil
    }
  }

  /// The same as a regular expression, for editors.
  var pattern: String? {
    switch self {
    case .filled: "\\S"
    case .date: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
    case .timestamp: nil
    case .glob, .path: "^[^/!]"
    case .duration: "^[0-9]{1,5}[dwmy]$"
    case .interval: "^([0-9]{1,5}[dwmy]|never)$"
    case .model: "^\\S+$"
    case .pointer: "^[^/~].*#/([^~]|~[01])*$"
    case .outcomes: "^[pfeu]*$"
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

  private static func isDay(_ text: some Collection<UInt8>) -> Bool {
    // Digits only: `Int` would also take a sign.
    text.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: "-") }
      && CalendarDay(String(decoding: text, as: UTF8.self)) != nil
  }

  /// RFC 3339: day, `T`, hours, minutes, seconds, optional fraction, and `Z` or an offset.
  private static func isTimestamp(_ text: [UInt8]) -> Bool {
    func isDigit(_ index: Int) -> Bool { index < text.count && (48...57).contains(text[index]) }
    func number(_ index: Int) -> Int? {
      isDigit(index) && isDigit(index + 1) ? Int(text[index] - 48) * 10 + Int(text[index + 1] - 48) : nil
    }
    guard text.count >= 20, isDay(text[..<10]),
      text[10] == UInt8(ascii: "T") || text[10] == UInt8(ascii: "t"),
      let hours = number(11), hours < 24, text[13] == UInt8(ascii: ":"),
      let minutes = number(14), minutes < 60, text[16] == UInt8(ascii: ":"),
      let seconds = number(17), seconds <= 60
    else { return false }
    var index = 19
    if text[index] == UInt8(ascii: ".") {
      guard isDigit(index + 1) else { return false }
      index += 1
      while isDigit(index) { index += 1 }
    }
    guard index < text.count else { return false }
    switch text[index] {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"): return index + 1 == text.count
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      guard text.count == index + 6, let hours = number(index + 1), hours < 24,
        text[index + 3] == UInt8(ascii: ":"), let minutes = number(index + 4), minutes < 60
      else { return false }
      return true
    default: return false
    }
  }
}
