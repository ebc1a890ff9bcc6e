import Audit

/// Colours for a terminal, or none.
struct Ink {
  let isOn: Bool

  enum Style: String {
    case red = "31"
    case yellow = "33"
    case blue = "34"
    case cyan = "36"
    case bold = "1"
    case faint = "2"
  }

  func callAsFunction(_ text: String, _ style: Style) -> String {
    isOn && !text.isEmpty ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  func callAsFunction(_ text: String, _ level: Level) -> String {
    switch level {
    case .error: self(text, .red)
    case .warning: self(text, .yellow)
    case .note: self(text, .blue)
    }
  }
}
