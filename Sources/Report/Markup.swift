/// Text of an XML-like language.
///
/// Interpolated strings are escaped, and made inert; interpolated markup is not.
struct Markup: ExpressibleByStringInterpolation, CustomStringConvertible {
  var description: String

  init(stringLiteral text: String) { description = text }
  init(stringInterpolation parts: StringInterpolation) { description = parts.text }

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
