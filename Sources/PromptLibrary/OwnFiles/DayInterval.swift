/// A length of time in whole days, as our files write it: `90d`, `12w`, `6m`, `1y` or `never`.
///
/// A month counts as 30 days and a year as 365: intervals remind people, they bill nobody.
package struct DayInterval: Sendable, Equatable {
  /// Nil means never.
  package let days: Int?

  package init?(_ text: String) {
    if text == "never" {
      days = nil
      return
    }
    let digits = text.utf8.dropLast()
    guard (1...5).contains(digits.count), let unit = text.utf8.last,
      digits.allSatisfy({ (48...57).contains($0) })
    else { return nil }
    let count = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    switch unit {
    case UInt8(ascii: "d"): days = count
    case UInt8(ascii: "w"): days = count * 7
    case UInt8(ascii: "m"): days = count * 30
    case UInt8(ascii: "y"): days = count * 365
    default: return nil
    }
  }
}
