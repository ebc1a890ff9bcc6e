/// Text of an XML-like language.
///
/// Interpolated strings are escaped, and made inert; interpolated markup is not.
struct Markup: ExpressibleByStringInterpolation, CustomStringConvertible {
  var description: String

  init(stringLiteral text: String) { description = text }
  init(stringInterpolation parts: StringInterpolation) { description = parts.text }

  /// Text in which what stands between two backticks is code.
  static func prose(_ text: String) -> Markup {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    // A backtick without its fellow is one.
    guard parts.count % 2 == 1 else { return "\(text)" }
    let marked = parts.enumerated().map { index, part -> Markup in
      index % 2 == 1 ? "<code>\(part)</code>" : "\(part)"
    }
    return "\(marked)"
  }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    mutating func appendLiteral(_ literal: String) { text += literal }
    mutating func appendInterpolation(_ markup: Markup) { text += markup.description }
    mutating func appendInterpolation(_ markup: Markup?) { text += markup?.description ?? "" }
    mutating func appendInterpolation(_ parts: [Markup]) { for part in parts { text += part.description } }
    mutating func appendInterpolation(_ number: Int) { text += String(number) }

    mutating func appendInterpolation(_ value: String) {
      for scalar in value.unicodeScalars {
        switch scalar {
        case "&": text += "&amp;"
        case "<": text += "&lt;"
        case ">": text += "&gt;"
        case "\"": text += "&quot;"
        case "'": text += "&#39;"
        default: scalar.writeVisibly(to: &text)
        }
      }
    }
  }
}
