/// A moment in universal time, to the millisecond.
package struct Timestamp: Hashable, Comparable, Sendable {
  /// Milliseconds since 1970-01-01.
  package let milliseconds: Int

  package init(milliseconds: Int) { self.milliseconds = milliseconds }

  package init(seconds: Int) { milliseconds = seconds * 1000 }

  /// Reads RFC 3339, and what tools write instead: a space for the `T`, no zone (taken as universal time), an offset
  /// without a colon, a fraction of any length.
  package init?(_ text: String) { self.init(Array(text.utf8)[...]) }

  init?(_ text: ArraySlice<UInt8>) {
    var scanner = Digits(rest: text)
    guard let year = scanner.number(4), scanner.take("-"), let month = scanner.number(2), scanner.take("-"),
      let dayOfMonth = scanner.number(2), let day = CalendarDay(year: year, month: month, day: dayOfMonth),
      scanner.take("T") || scanner.take("t") || scanner.take(" "), let hours = scanner.number(2), hours < 24,
      scanner.take(":"), let minutes = scanner.number(2), minutes < 60
    else { return nil }
    // A leap second counts as the second before it.
    var seconds = 0
    if scanner.take(":") {
      guard let written = scanner.number(2), written <= 60 else { return nil }
      seconds = min(written, 59)
    }
    let fraction = scanner.take(".") || scanner.take(",") ? scanner.milliseconds() : 0
    guard let fraction, let offset = scanner.offset(), scanner.rest.isEmpty else { return nil }
    milliseconds = ((day.number * 1440 + hours * 60 + minutes - offset) * 60 + seconds) * 1000 + fraction
  }

  package var day: CalendarDay {
    CalendarDay(number: Int((Double(milliseconds) / 86_400_000).rounded(.down)))
  }

  package static func < (a: Self, b: Self) -> Bool { a.milliseconds < b.milliseconds }
}

extension Timestamp: CustomStringConvertible {
  /// RFC 3339 in universal time; the fraction only where there is one.
  package var description: String {
    let inDay = milliseconds - day.number * 86_400_000
    func digits(_ value: Int, _ width: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
    let time = [inDay / 3_600_000, inDay / 60_000 % 60, inDay / 1000 % 60].map { digits($0, 2) }
    let fraction = inDay % 1000 == 0 ? "" : "." + digits(inDay % 1000, 3)
    return "\(day)T\(time.joined(separator: ":"))\(fraction)Z"
  }
}

/// Reads a time's parts from the front of a text.
private struct Digits {
  var rest: ArraySlice<UInt8>

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  mutating func number(_ width: Int) -> Int? {
    let digits = rest.prefix(width)
    guard digits.count == width, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
    rest = rest.dropFirst(width)
    return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
  }

  /// The first three digits of a fraction.
  mutating func milliseconds() -> Int? {
    let digits = rest.prefix { (48...57).contains($0) }
    guard !digits.isEmpty else { return nil }
    rest = rest.dropFirst(digits.count)
    return (0..<3).reduce(0) { sum, place in
      sum * 10 + (place < digits.count ? Int(digits[digits.startIndex + place] - 48) : 0)
    }
  }

  /// Minutes east of universal time.
  mutating func offset() -> Int? {
    if rest.isEmpty || take("Z") || take("z") { return 0 }
    let sign = take("-") ? -1 : (take("+") ? 1 : 0)
    guard sign != 0, let hours = number(2), hours < 24 else { return nil }
    _ = take(":")
    let minutes = rest.isEmpty ? 0 : number(2)
    return minutes.map { sign * (hours * 60 + $0) }
  }
}
